import type { WebinarAttendeeView, WebinarView } from '@stageline/contracts';
import { formatNumber, formatTime } from '../../../shared/lib/format.ts';
import { webinarTexts } from '../texts.ts';

interface PresenceStripProps {
  readonly presence: WebinarAttendeeView['presence'];
  readonly webinar: Pick<WebinarView, 'began' | 'lasted' | 'timeZone'>;
  readonly minutes: number | null;
}
/** When somebody was there, as parts of the event's length; the times are said beneath. */
export function PresenceStrip({ presence, webinar, minutes }: PresenceStripProps) {
  const times = presence.map(({ joinedAt, leftAt }) => [Date.parse(joinedAt), Date.parse(leftAt)] as const);
  const first = Math.min(...times.map(([from]) => from));
  const from = Math.min(webinar.began === null ? first : Date.parse(webinar.began), first);
  const end = webinar.lasted === null ? 0 : from + webinar.lasted * 60_000;
  const to = Math.max(end, ...times.map(([, until]) => until), from + 60_000);
  const at = (time: number) => `${((time - from) / (to - from)) * 100}%`;
  const options = { timeZone: webinar.timeZone };
  return (
    <>
      <div className="relative h-4 overflow-hidden rounded-sm bg-muted" aria-hidden="true">
        {times.map(([joined, left], index) => (
          <div
            key={index}
            className="absolute inset-y-0 min-w-0.5 bg-primary-text"
            style={{ insetInlineStart: at(joined), width: at(from + left - joined) }}
          />
        ))}
      </div>
      <p className="numeric mt-1 flex justify-between text-xs text-text-muted" aria-hidden="true">
        <span>{formatTime(new Date(from), options)}</span>
        <span>{formatTime(new Date(to), options)}</span>
      </p>
      <p className="numeric mt-2 text-sm">
        {presence
          .map(({ joinedAt, leftAt }) => `${formatTime(joinedAt, options)} – ${formatTime(leftAt, options)}`)
          .join(', ')}
        {minutes === null ? null : (
          <span className="text-text-muted"> · {webinarTexts().frame.minutes(formatNumber(Math.round(minutes)))}</span>
        )}
      </p>
    </>
  );
}
