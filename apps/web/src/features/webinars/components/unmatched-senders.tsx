import type { UnmatchedSender, WebinarAttendeeId, WebinarView } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '../../../shared/lib/session.ts';
import { useDebounced } from '../../../shared/lib/use-debounced.ts';
import { Button, Dialog, ErrorState, Input, Panel, Section, toast } from '../../../shared/ui/index.ts';
import { Loaded } from '../../../shared/ui/save-form.tsx';
import { peopleQuery, unmatchedQuery, useWebinar } from '../api/webinars.queries.ts';
import { fileTexts } from '../file-texts.ts';
import { webinarTexts } from '../texts.ts';
import { RowsSkeleton } from './people-part.tsx';

/** Who wrote and is nobody of the list, with those whom they may be; what was said can be taken back. */
export function UnmatchedSenders({ webinar }: { readonly webinar: WebinarView }) {
  const texts = fileTexts().match;
  const query = useQuery(unmatchedQuery(webinar.id));
  const { match } = useWebinar(webinar.id);
  const { permissions } = useSession();
  const [searchFor, setSearchFor] = useState<string | null>(null);
  if (query.data?.items.length === 0) return null;
  function say(sender: string, attendeeId: WebinarAttendeeId): void {
    setSearchFor(null);
    match.mutate(
      { sender, attendeeId },
      {
        onSuccess: () =>
          toast(texts.matched(sender), {
            action: { label: texts.undo, onClick: () => match.mutate({ sender, attendeeId: null }) },
          }),
        onError: ({ message }) => toast.error(message),
      },
    );
  }
  return (
    <Section title={texts.title} description={texts.description}>
      <Panel>
        <Loaded query={query} waiting={<RowsSkeleton rows={2} />}>
          {({ items }) => (
            <ul>
              {items.map((item) => (
                <li key={item.sender} className="border-b border-border px-4 py-3 last:border-0 sm:px-5">
                  <Sender
                    item={item}
                    mayChange={permissions.includes('leads.import')}
                    onSay={(attendeeId) => say(item.sender, attendeeId)}
                    onSearch={() => setSearchFor(item.sender)}
                  />
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
      {searchFor === null ? null : (
        <PersonSearch
          webinarId={webinar.id}
          sender={searchFor}
          onChoose={(attendeeId) => say(searchFor, attendeeId)}
          onClose={() => setSearchFor(null)}
        />
      )}
    </Section>
  );
}

interface SenderProps {
  readonly item: UnmatchedSender;
  readonly mayChange: boolean;
  readonly onSay: (attendeeId: WebinarAttendeeId) => void;
  readonly onSearch: () => void;
}
function Sender({ item: { sender, messages, sample, candidates }, mayChange, onSay, onSearch }: SenderProps) {
  const texts = fileTexts().match;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium wrap-anywhere">{sender}</span>
        <span className="numeric text-sm text-text-muted">{texts.messages(messages)}</span>
      </p>
      <p className="line-clamp-3 text-sm text-text-muted wrap-anywhere">{sample}</p>
      {mayChange ? (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {candidates.length === 0 ? null : <span className="text-sm text-text-muted">{texts.is}</span>}
          {candidates.map(({ attendeeId, name, reason }) => (
            <Button key={attendeeId} size="sm" title={texts.reasons[reason]} onClick={() => onSay(attendeeId)}>
              {name}
            </Button>
          ))}
          <Button size="sm" variant={candidates.length === 0 ? 'secondary' : 'ghost'} onClick={onSearch}>
            {candidates.length === 0 ? texts.choose : texts.somebodyElse}
          </Button>
        </div>
      ) : null}
    </>
  );
}

const PAUSE_MS = 250;

interface PersonSearchProps {
  readonly webinarId: string;
  readonly sender: string;
  readonly onChoose: (attendeeId: WebinarAttendeeId) => void;
  readonly onClose: () => void;
}
function PersonSearch({ webinarId, sender, onChoose, onClose }: PersonSearchProps) {
  const { list } = webinarTexts();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), PAUSE_MS);
  const query = useInfiniteQuery(peopleQuery(webinarId, search === '' ? {} : { search }));
  const people = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={fileTexts().match.choose}
      description={sender}
    >
      <Input
        type="search"
        aria-label={list.search}
        placeholder={list.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {query.isPending ? (
        <RowsSkeleton rows={3} />
      ) : query.isError && people.length === 0 ? (
        <ErrorState className="py-6" error={query.error} onRetry={() => void query.refetch()} />
      ) : people.length === 0 ? (
        <p className="mt-3 text-sm text-text-muted">{list.none}</p>
      ) : null}
      <ul aria-label={list.label} className="mt-3 max-h-72 overflow-y-auto">
        {people.map(({ id, name, email }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => onChoose(id)}
              className="block w-full rounded-sm px-2 py-2 text-start hover:bg-muted focus-visible:-outline-offset-2"
            >
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-sm text-text-muted">{email}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
