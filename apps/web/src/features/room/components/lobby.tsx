import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { type Remaining, remainingUntil } from '../../../shared/lib/countdown.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import type { JoinedRoom } from '../api/entrance.ts';
import { roomTexts } from '../texts.ts';
import { ConnectionPill } from './connection-pill.tsx';

/** Before it begins: how long still, and one's place in the line. */
export function Lobby({ joined }: { joined: JoinedRoom }) {
  const texts = roomTexts().attendee;
  const now = useNow(1000);
  const remaining = remainingUntil(joined.session.startsAt, now);
  return (
    <section
      aria-label={roomTexts().lobby}
      className="relative grid size-full place-items-center overflow-y-auto bg-[radial-gradient(40rem_24rem_at_50%_0%,var(--brand-primary-wash),transparent)] p-4 text-center"
    >
      <ConnectionPill />
      <div className="flex flex-col items-center">
        {remaining.isOver ? (
          <>
            <p className="display text-xl font-semibold sm:text-2xl">{texts.anyMoment}</p>
            <p className="mt-2 text-base text-text-muted">{texts.aboutToGoLive(joined.site.profile.promoterName)}</p>
          </>
        ) : (
          <>
            <p className="text-base text-text-muted">{texts.beginsIn}</p>
            <Countdown remaining={remaining} />
            <p className="mt-3 text-sm text-text-muted">
              <time dateTime={joined.session.startsAt}>
                {texts.yourClock(formatDay(joined.session.startsAt), formatTime(joined.session.startsAt))}
              </time>
            </p>
          </>
        )}
        <p className="mt-4 max-w-sm text-sm text-text-muted">{texts.stay}</p>
        {joined.position !== null && joined.joinedAfterYou !== null && (
          <p className="numeric mt-4 rounded-full bg-primary-tint px-4 py-2 text-sm text-primary-text">
            {texts.place(joined.position, joined.joinedAfterYou)}
          </p>
        )}
      </div>
    </section>
  );
}

function Countdown({ remaining }: { remaining: Remaining }) {
  const words = roomTexts().attendee.units;
  const units = (['days', 'hours', 'minutes', 'seconds'] as const).slice(
    remaining.days > 0 ? 0 : 1,
    remaining.days > 0 ? 3 : 4,
  );
  return (
    <p role="timer" aria-live="off" className="mt-2 flex gap-4 sm:gap-6">
      {units.map((unit) => (
        <span key={unit} className="flex min-w-14 flex-col items-center">
          <span className="numeric display text-2xl font-semibold sm:text-3xl">{remaining[unit]}</span>
          <span className="text-xs text-text-muted">{words[unit](remaining[unit])}</span>
        </span>
      ))}
    </p>
  );
}
