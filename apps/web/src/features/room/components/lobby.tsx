import { formatDay, formatNumber, formatTime, plural } from '../../../shared/lib/format.ts';
import { type Remaining, remainingUntil } from '../../../shared/lib/countdown.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import type { JoinedRoom } from '../api/room.queries.ts';
import { ConnectionPill } from './connection-pill.tsx';

/** Before it begins: how long still, and one's place in the line. */
export function Lobby({ joined }: { joined: JoinedRoom }) {
  const now = useNow(1000);
  const remaining = remainingUntil(joined.session.startsAt, now);
  return (
    <section
      aria-label="Lobby"
      className="relative grid size-full place-items-center overflow-y-auto bg-[radial-gradient(40rem_24rem_at_50%_0%,var(--brand-primary-wash),transparent)] p-4 text-center"
    >
      <ConnectionPill />
      <div className="flex flex-col items-center">
        {remaining.isOver ? (
          <>
            <p className="display text-xl font-semibold sm:text-2xl">It begins any moment</p>
            <p className="mt-2 text-base text-text-muted">{joined.site.profile.promoterName} is about to go live.</p>
          </>
        ) : (
          <>
            <p className="text-base text-text-muted">It begins in</p>
            <Countdown remaining={remaining} />
            <p className="mt-3 text-sm text-text-muted">
              <time dateTime={joined.session.startsAt}>
                {formatDay(joined.session.startsAt)}, {formatTime(joined.session.startsAt)}
              </time>{' '}
              on your clock
            </p>
          </>
        )}
        <p className="mt-4 max-w-sm text-sm text-text-muted">Stay on this page: the stage opens here by itself.</p>
        <p className="numeric mt-4 rounded-full bg-primary-tint px-4 py-2 text-sm text-primary-text">
          You are number {formatNumber(joined.position)};{' '}
          {joined.joinedAfterYou === 0
            ? 'nobody joined after you yet'
            : `${plural(joined.joinedAfterYou, 'person', 'people')} joined after you`}
        </p>
      </div>
    </section>
  );
}

function Countdown({ remaining }: { remaining: Remaining }) {
  const units = [
    { value: remaining.days, one: 'day', many: 'days' },
    { value: remaining.hours, one: 'hour', many: 'hours' },
    { value: remaining.minutes, one: 'minute', many: 'minutes' },
    { value: remaining.seconds, one: 'second', many: 'seconds' },
  ].slice(remaining.days > 0 ? 0 : 1, remaining.days > 0 ? 3 : 4);
  return (
    <p role="timer" aria-live="off" className="mt-2 flex gap-4 sm:gap-6">
      {units.map((unit) => (
        <span key={unit.many} className="flex min-w-14 flex-col items-center">
          <span className="numeric display text-2xl font-semibold sm:text-3xl">{unit.value}</span>
          <span className="text-xs text-text-muted">{unit.value === 1 ? unit.one : unit.many}</span>
        </span>
      ))}
    </p>
  );
}
