import type { RoomPerson } from '@stageline/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Search, UsersRound, X } from 'lucide-react';
import { useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useDispatch } from 'react-redux';
import { Button, Input } from '../../../shared/ui/index.ts';
import { useCockpit } from '../hooks/use-cockpit.ts';
import { shownPeople } from '../lib/people-store.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { PersonRow } from './person-row.tsx';

/** Who is in the room, for its host: found by name, invited to the stage, muted and taken off it. */
export function PeoplePanel({ session, sessionId }: { session: RoomSession; sessionId: string }) {
  const dispatch = useDispatch();
  const texts = stageTexts().people;
  const people = useSyncExternalStore(session.people.subscribe, session.people.getSnapshot);
  const [search, setSearch] = useState('');
  const shown = useMemo(() => shownPeople(people.values(), search), [people, search]);
  return (
    <section aria-label={texts.title} className="flex h-full min-h-0 flex-col bg-raised">
      <div className="flex shrink-0 items-center justify-between gap-2 py-1 ps-4 pe-2">
        <h2 className="numeric text-sm font-semibold">{texts.titleWith(people.size)}</h2>
        <Button
          variant="ghost"
          size="icon"
          aria-label={texts.close}
          onClick={() => dispatch(roomActions.asideToggled('people'))}
        >
          <X size={16} aria-hidden="true" />
        </Button>
      </div>
      <div className="relative shrink-0 px-3 pb-2">
        <Search size={16} aria-hidden="true" className="pointer-events-none absolute start-6 top-3.5 text-text-muted" />
        <Input
          type="search"
          aria-label={texts.search}
          placeholder={texts.search}
          maxLength={100}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          className="ps-9"
        />
      </div>
      <PeopleList session={session} sessionId={sessionId} people={shown} isSearching={search.trim() !== ''} />
    </section>
  );
}

interface PeopleListProps {
  readonly session: RoomSession;
  readonly sessionId: string;
  readonly people: readonly RoomPerson[];
  readonly isSearching: boolean;
}

function PeopleList({ session, sessionId, people, isSearching }: PeopleListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isLive = useRoom((room) => room.status === 'live');
  const texts = stageTexts().people;
  const virtualizer = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => people[index]?.identity ?? index,
    estimateSize: () => 64,
    overscan: 6,
  });
  const rows = virtualizer.getVirtualItems();
  const viewers = useCockpit(
    sessionId,
    rows.flatMap(({ index }) => {
      const person = people[index];
      return person?.role === 'attendee' ? [person.identity] : [];
    }),
  );
  const isAlone = !isSearching && people.every(({ role, standing }) => role !== 'attendee' && standing !== 'panelist');
  return (
    <div ref={scroller} tabIndex={0} aria-label={texts.list} role="group" className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const person = people[row.index];
          if (person === undefined) return null;
          return (
            <li
              key={row.key}
              data-index={row.index}
              ref={virtualizer.measureElement}
              aria-setsize={people.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <PersonRow session={session} person={person} viewer={viewers.get(person.identity)} />
            </li>
          );
        })}
      </ul>
      <p
        role="status"
        className="flex flex-col items-center gap-2 px-6 py-8 text-center text-sm text-text-muted empty:hidden"
      >
        {isAlone ? (
          <>
            <UsersRound size={20} aria-hidden="true" />
            {isLive ? texts.nobodyYet : texts.beforeLive}
          </>
        ) : people.length === 0 ? (
          texts.none
        ) : null}
      </p>
    </div>
  );
}
