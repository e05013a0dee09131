import type { LineEntry, LineSnapshot, site } from '@stageline/contracts';
import { useEffect, useState } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { initialsOf } from '../../../shared/lib/initials-of.ts';
import { useAnnouncement } from '../hooks/use-announcement.ts';
import { useLine } from '../hooks/use-line.ts';
import { ago } from '../lib/ago.ts';
import { grouped } from '../lib/grouped.ts';
import { lineTexts } from '../texts.ts';

const CLOCK_MS = 30_000;

export interface PowerLineProps {
  readonly snapshot: LineSnapshot;
  readonly settings: site.PublicLine;
  /** The server's clock when it wrote the page, ISO 8601; ages are shown from it until the page's own clock ticks. */
  readonly now: string;
  /** Whether to say how many there are, and everybody's position with it. Default: yes. */
  readonly showTotal?: boolean;
  /** The reader's own place, where it is known: it stands out in the line, or below it once others have pushed it out. */
  readonly own?: LineEntry;
}

/** The time to count ages from: the server's first, so that hydration matches, then this device's. */
function useNow(initial: string): number {
  const [now, setNow] = useState(() => Date.parse(initial));
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** A batch moves the line by three rows at the most: a longer way in the same time would be a jerk. */
const MAX_PUSH = 3;

interface RowProps {
  readonly entry: LineEntry;
  readonly fresh?: boolean;
  readonly own: boolean;
  readonly showPosition: boolean;
  readonly settings: site.PublicLine;
  readonly now: number;
}
const Row = ({ entry, fresh = false, own, showPosition, settings, now }: RowProps) => (
  <li
    className={cn(
      'line-entry relative flex items-center gap-3 rounded-md px-3',
      fresh && settings.highlightNewMembers && 'line-glow',
      own && 'bg-primary-tint outline-1 -outline-offset-1 outline-primary-line',
    )}
    data-new={fresh || undefined}
    aria-current={own || undefined}
  >
    <span
      className={cn(
        'grid size-8 shrink-0 place-items-center rounded-full text-xs font-semibold select-none',
        own ? 'bg-primary text-on-primary' : 'bg-primary-tint text-primary-text',
      )}
      aria-hidden="true"
    >
      {entry.state === undefined ? initialsOf(entry.name) : '·'}
    </span>
    <span className="min-w-0 flex-1">
      <span
        className={cn(
          'block truncate text-sm',
          entry.state === undefined ? 'font-medium text-text' : 'text-text-muted',
        )}
      >
        {entry.state === undefined ? <bdi>{entry.name}</bdi> : lineTexts()[entry.state]}
        {own && ` · ${lineTexts().you}`}
      </span>
      {settings.showTimestamps && (
        <time dateTime={entry.joinedAt} className="block text-xs text-text-muted">
          {ago(entry.joinedAt, now)}
        </time>
      )}
    </span>
    {showPosition && (
      <span className={cn('numeric shrink-0 text-sm', own ? 'font-semibold text-primary-text' : 'text-text-muted')}>
        <span className="sr-only">{lineTexts().position}</span>
        {grouped(entry.position)}
      </span>
    )}
  </li>
);

/** The PowerLine: who came last stands on top, and pushes the others down softly. */
export function PowerLine({ snapshot, settings, now: serverNow, own, showTotal = true }: PowerLineProps) {
  const { entries, fresh, total, step, pushed } = useLine(snapshot, settings.displayLimit);
  const now = useNow(serverNow);
  const announcement = useAnnouncement(total);
  const ownAt = own?.position;
  const row = { settings, now, showPosition: showTotal };
  return (
    <section
      aria-labelledby="line-title"
      data-speed={settings.animationSpeed}
      data-times={settings.showTimestamps || undefined}
    >
      <div className="flex items-baseline justify-between gap-4 px-3 pb-3">
        <h2 id="line-title" className="text-base font-semibold text-text">
          {lineTexts().title}
        </h2>
        {showTotal && total > 0 && <p className="numeric text-sm text-text-muted">{lineTexts().people(total)}</p>}
      </div>
      {entries.length === 0 ? (
        <p className="mx-3 rounded-md border border-dashed border-control px-4 py-6 text-center text-sm text-text-muted">
          {lineTexts().first}
        </p>
      ) : (
        <div
          className="max-h-92 overflow-y-auto overscroll-contain rounded-md mask-[linear-gradient(#000_calc(100%-3rem),transparent)] pb-8"
          tabIndex={0}
          role="group"
          aria-label={lineTexts().members}
        >
          <ol reversed className="line-rows" data-step={step && 1 + (step % 2)} data-push={Math.min(pushed, MAX_PUSH)}>
            {entries.map((entry) => (
              <Row
                key={entry.position}
                entry={entry}
                fresh={fresh.has(entry.position)}
                own={entry.position === ownAt}
                {...row}
              />
            ))}
          </ol>
        </div>
      )}
      {own !== undefined && !entries.some(({ position }) => position === ownAt) && (
        <ol className="mt-2">
          <Row entry={own} own {...row} />
        </ol>
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </section>
  );
}
