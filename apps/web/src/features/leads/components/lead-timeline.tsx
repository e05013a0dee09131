import type { LeadId, TimelineEntry, TimelineKind } from '@stageline/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  ContactRound,
  ListOrdered,
  Mail,
  Merge,
  MessageSquare,
  Milestone,
  MousePointerClick,
  PhoneCall,
  Receipt,
  Plus,
  UserCheck,
  Video,
} from 'lucide-react';
import { useState } from 'react';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { useSession } from '../../../shared/lib/session.ts';
import { Button, ErrorState, Select, ShowMore, Skeleton } from '../../../shared/ui/index.ts';
import { notesQuery, timelineQuery } from '../api/timeline.queries.ts';
import { heatTexts } from '../../../shared/lib/heat-texts.ts';
import { entryMark, type TimelineTarget, useTimelineTarget } from '../hooks/use-timeline-target.ts';
import { byDay } from '../lib/timeline.ts';
import { timelineTexts } from '../timeline-texts.ts';
import { NoteCard, noteIcons } from './note-card.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { TimelineText } from './timeline-text.tsx';

interface LeadTimelineProps {
  readonly leadId: LeadId;
  /** The entry that somebody came to see. */
  readonly target?: TimelineTarget | null;
}

/** What happened to a lead, day by day, with the notes that are pinned above it. */
export function LeadTimeline({ leadId, target = null }: LeadTimelineProps) {
  const texts = timelineTexts();
  const mayWrite = useSession().permissions.includes('leads.edit');
  const [kind, setKind] = useState<TimelineKind | null>(null);
  const [isWriting, setWriting] = useState(false);
  const [asked, setAsked] = useState<string>();
  // Of its kind there are fewer pages to look through.
  if (target !== null && target.key !== asked) {
    setAsked(target.key);
    setKind(target.kind);
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <KindSelect kind={kind} onChange={setKind} />
        {mayWrite ? (
          <Button size="sm" onClick={() => setWriting(true)}>
            <Plus size={16} aria-hidden="true" />
            {texts.newNote}
          </Button>
        ) : null}
      </div>
      <PinnedNotes leadId={leadId} />
      <Days leadId={leadId} kind={kind} target={target} />
      {isWriting ? <NoteDialog leadId={leadId} note={null} onClose={() => setWriting(false)} /> : null}
    </div>
  );
}

const ALL = 'all';
interface KindSelectProps {
  readonly kind: TimelineKind | null;
  readonly onChange: (kind: TimelineKind | null) => void;
}
function KindSelect({ kind, onChange }: KindSelectProps) {
  const texts = timelineTexts();
  return (
    <Select
      aria-label={texts.filter}
      className="w-auto"
      value={kind ?? ALL}
      onChange={({ target: { value } }) => onChange(value === ALL ? null : (value as TimelineKind))}
    >
      <option value={ALL}>{texts.all}</option>
      {Object.entries(texts.kinds).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </Select>
  );
}

function PinnedNotes({ leadId }: { readonly leadId: LeadId }) {
  const pinned = useQuery(notesQuery(leadId)).data?.items.filter((note) => note.pinned) ?? [];
  return pinned.length === 0 ? null : (
    <ul aria-label={timelineTexts().pinned} className="flex flex-col gap-2">
      {pinned.map((note) => (
        <li key={note.id}>
          <NoteCard leadId={leadId} note={note} />
        </li>
      ))}
    </ul>
  );
}

interface DaysProps {
  readonly leadId: LeadId;
  readonly kind: TimelineKind | null;
  readonly target: TimelineTarget | null;
}
function Days({ leadId, kind, target }: DaysProps) {
  const texts = timelineTexts();
  const query = useInfiniteQuery(timelineQuery(leadId, kind));
  const all = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isTarget = (entry: TimelineEntry) => entry.kind === target?.kind && entry.id === target.id;
  const isGone = useTimelineTarget(target, all.some(isTarget), query);
  if (query.isError && query.data === undefined)
    return <ErrorState error={query.error} title={texts.failed} onRetry={() => void query.refetch()} />;
  if (query.data === undefined)
    return (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-3">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-12 w-full" />
        ))}
      </div>
    );
  const days = byDay(all);
  if (days.length === 0) return <p className="py-6 text-text-muted">{texts.empty}</p>;
  const today = new Date().toDateString();
  return (
    <>
      {isGone ? (
        <p role="status" className="text-sm text-text-muted">
          {heatTexts().entryGone}
        </p>
      ) : null}
      {days.map(({ day, entries }) => (
        <section key={day}>
          <h3 className="mb-2 text-sm font-medium text-text-muted">
            {day === today ? texts.today : formatDay(entries[0]!.at)}
          </h3>
          <ol>
            {entries.map((entry) => (
              <Row key={entry.kind + entry.id} leadId={leadId} entry={entry} isTarget={isTarget(entry)} />
            ))}
          </ol>
        </section>
      ))}
      <ShowMore query={query} />
    </>
  );
}

const icons = {
  stage: Milestone,
  owner: UserCheck,
  line: ListOrdered,
  mail: Mail,
  attendance: Video,
  chat: MessageSquare,
  contact: ContactRound,
  merge: Merge,
  offer: MousePointerClick,
  call: PhoneCall,
  invoice: Receipt,
} as const;

interface RowProps {
  readonly leadId: LeadId;
  readonly entry: TimelineEntry;
  readonly isTarget: boolean;
}
const Row = ({ leadId, entry, isTarget }: RowProps) => {
  const Icon = entry.kind === 'note' ? noteIcons[entry.note.kind] : icons[entry.kind];
  return (
    <li
      id={entryMark(entry)}
      tabIndex={isTarget ? -1 : undefined}
      aria-current={isTarget ? 'location' : undefined}
      className="relative flex gap-3 pb-4 aria-[current]:rounded-sm aria-[current]:bg-primary-tint aria-[current]:shadow-[0_0_0_0.5rem_var(--brand-primary-tint)] aria-[current]:outline-none before:absolute before:start-4 before:top-9 before:bottom-1 before:w-px before:bg-border last:before:hidden"
    >
      <span className="grid size-8 shrink-0 place-items-center rounded-full bg-muted text-text-muted">
        <Icon size={16} aria-hidden="true" />
      </span>
      {entry.kind === 'note' ? (
        // It says itself when it was written; what is pinned stands above in full.
        <div className="min-w-0 flex-1">
          <NoteCard leadId={leadId} note={entry.note} isShort={entry.note.pinned} />
        </div>
      ) : (
        <>
          <div className="min-w-0 flex-1 pt-1.5">
            <TimelineText entry={entry} />
          </div>
          <time dateTime={entry.at} className="numeric shrink-0 pt-1.5 text-xs leading-5 text-text-muted">
            {formatTime(entry.at)}
          </time>
        </>
      )}
    </li>
  );
};
