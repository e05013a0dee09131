import type { LineEntry, LineSettings, LineSnapshot } from '@stageline/contracts';
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
  readonly settings: LineSettings;
  /** The server's clock when it wrote the page, ISO 8601; ages are shown from it until the page's own clock ticks. */
  readonly now: string;
  /** Whether to say how many there are, and everybody's position with it. Default: yes. */
  readonly showTotal?: boolean;
  /** The reader's own place, where it is known: pinned on top. */
  readonly own?: { readonly name: string; readonly position: number };
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

interface RowProps {
  readonly entry: LineEntry;
  readonly fresh: boolean;
  readonly showPosition: boolean;
  readonly settings: LineSettings;
  readonly now: number;
}
const Row = ({ entry, fresh, showPosition, settings, now }: RowProps) => (
  <li className="line-entry" data-new={fresh || undefined}>
    <div>
      <div
        className={cn(
          'flex items-center gap-3 rounded-md px-3 py-2',
          fresh && settings.highlightNewMembers && 'line-glow',
        )}
      >
        <span
          className="grid size-8 shrink-0 place-items-center rounded-full bg-primary-tint text-xs font-semibold text-primary-text select-none"
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
          </span>
          {settings.showTimestamps && (
            <time dateTime={entry.joinedAt} className="block text-xs text-text-muted">
              {ago(entry.joinedAt, now)}
            </time>
          )}
        </span>
        {showPosition && (
          <span className="numeric shrink-0 text-sm text-text-muted">
            <span className="sr-only">{lineTexts().position}</span>
            {grouped(entry.position)}
          </span>
        )}
      </div>
    </div>
  </li>
);

const OwnPlace = ({ own, newest }: { readonly own: NonNullable<PowerLineProps['own']>; readonly newest: number }) => (
  <div className="mx-3 mb-2 flex items-center justify-between gap-3 rounded-md border border-primary-line bg-primary-tint px-3 py-2.5 text-sm">
    <span className="min-w-0">
      <span className="block truncate font-semibold text-text">
        <bdi>{own.name}</bdi>
      </span>
      <span className="text-primary-text">{lineTexts().joinedAfter(Math.max(0, newest - own.position))}</span>
    </span>
    <span className="numeric shrink-0 font-semibold text-primary-text">
      <span className="sr-only">{lineTexts().yourPosition}</span>
      {grouped(own.position)}
    </span>
  </div>
);

/** The PowerLine: who came last stands on top, and pushes the others down softly. */
export function PowerLine({ snapshot, settings, now: serverNow, own, showTotal = true }: PowerLineProps) {
  const view = useLine(snapshot, settings.displayLimit);
  const now = useNow(serverNow);
  const announcement = useAnnouncement(view.total);
  return (
    <section aria-labelledby="line-title" data-speed={settings.animationSpeed}>
      <div className="flex items-baseline justify-between gap-4 px-3 pb-3">
        <h2 id="line-title" className="text-base font-semibold text-text">
          {lineTexts().title}
        </h2>
        {showTotal && view.total > 0 && (
          <p className="numeric text-sm text-text-muted">{lineTexts().people(view.total)}</p>
        )}
      </div>
      {own !== undefined && <OwnPlace own={own} newest={view.entries[0]?.position ?? own.position} />}
      {view.entries.length === 0 ? (
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
          <ol reversed>
            {view.entries.map((entry) => (
              <Row
                key={entry.position}
                entry={entry}
                fresh={view.fresh.has(entry.position)}
                settings={settings}
                showPosition={showTotal}
                now={now}
              />
            ))}
          </ol>
        </div>
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </section>
  );
}
