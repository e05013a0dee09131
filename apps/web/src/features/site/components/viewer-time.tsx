import { useEffect, useState } from 'react';
import { formatDay, formatTime, formatZone, ownTimeZone } from '../../../shared/lib/format-time.ts';
import { viewerTimeTexts } from '../viewer-time.ts';

export interface ViewerTimeProps {
  readonly startsAt: string;
  /** The host's zone. */
  readonly timeZone: string;
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 50);
  });

/** The start in the reader's own zone. Empty on the server, which does not know it. */
export function ViewerTime({ startsAt, timeZone }: ViewerTimeProps) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    let gone = false;
    void describe(startsAt, timeZone).then((words) => {
      if (!gone) setText(words);
    });
    return () => {
      gone = true;
    };
  }, [startsAt, timeZone]);
  // Two lines on a phone, where the words take two or three: what stands below must not jump when they arrive.
  return <span className="block min-h-12 sm:min-h-6">{text}</span>;
}

/**
 * A task for each step: every first use of a formatter takes a phone 10 to 50 ms, and together they would hold up a tap.
 */
async function describe(startsAt: string, hostZone: string): Promise<string> {
  const parts: string[] = [];
  for (const step of [
    () => ownTimeZone(),
    () => formatDay(startsAt),
    () => formatTime(startsAt),
    () => formatDay(startsAt, { timeZone: hostZone }),
    () => formatTime(startsAt, { timeZone: hostZone }),
    () => formatZone(parts[0]!, startsAt),
  ]) {
    await idle();
    parts.push(step());
  }
  const [, day, time, hostDay, hostTime, zone] = parts;
  return day === hostDay && time === hostTime
    ? viewerTimeTexts().ownZone
    : viewerTimeTexts().forYou(day!, time!, zone!);
}
