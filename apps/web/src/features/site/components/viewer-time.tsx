import { useEffect, useState } from 'react';
import { formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format.ts';

export interface ViewerTimeProps {
  readonly startsAt: string;
  /** The host's zone. */
  readonly timeZone: string;
}

/** The start in the reader's own zone and way of writing. Empty on the server, which knows neither. */
export function ViewerTime({ startsAt, timeZone }: ViewerTimeProps) {
  const [text, setText] = useState<string>();
  useEffect(() => setText(describe(startsAt, timeZone)), [startsAt, timeZone]);
  return <span className="block min-h-6">{text}</span>;
}

function describe(startsAt: string, hostZone: string): string {
  const own = ownTimeZone();
  const same = formatDay(startsAt, { timeZone: own }) + formatTime(startsAt, { timeZone: own });
  if (same === formatDay(startsAt, { timeZone: hostZone }) + formatTime(startsAt, { timeZone: hostZone })) {
    return 'That is your own time zone.';
  }
  return `For you: ${formatDay(startsAt)}, ${formatTime(startsAt)}, ${formatZone(own, startsAt)}`;
}
