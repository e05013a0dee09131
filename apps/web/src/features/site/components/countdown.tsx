import { useEffect, useState } from 'react';
import { viewerTimeTexts } from '../viewer-time.ts';

export interface CountdownProps {
  readonly startsAt: string;
  /** The server's clock when it wrote the page, ISO 8601: the first numbers are counted from it, so that they hydrate. */
  readonly now: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Only the last hour moves by seconds: a number that changes all the time is read by nobody. */
const stepOf = (leftMs: number): number => (leftMs > HOUR ? MINUTE : SECOND);

/** The time that is left, in the three units that matter then. */
export function Countdown({ startsAt, now }: CountdownProps) {
  const start = Date.parse(startsAt);
  const [left, setLeft] = useState(() => start - Date.parse(now));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const ms = start - Date.now();
      setLeft(ms);
      // At the moment in which the number changes.
      if (ms > 0) timer = setTimeout(tick, (ms % stepOf(ms)) + 20);
    };
    tick();
    return () => clearTimeout(timer);
  }, [start]);
  const texts = viewerTimeTexts();
  if (left <= 0) return <p className="min-h-16 text-lg font-semibold text-text">{texts.begins}</p>;
  const [days, hours, minutes, seconds] = [
    Math.floor(left / DAY),
    Math.floor((left % DAY) / HOUR),
    Math.floor((left % HOUR) / MINUTE),
    Math.floor((left % MINUTE) / SECOND),
  ];
  const units =
    left > HOUR
      ? ([
          [days, texts.days],
          [hours, texts.hours],
          [minutes, texts.minutes],
        ] as const)
      : ([
          [minutes, texts.minutes],
          [seconds, texts.seconds],
        ] as const);
  return (
    <p role="timer" className="flex min-h-16 gap-6">
      {units.map(([amount, unit]) => (
        <span key={unit(2)} className="flex flex-col">
          <span className="display numeric text-2xl text-text">{amount}</span>
          <span className="text-sm text-text-muted">{unit(amount)}</span>
        </span>
      ))}
    </p>
  );
}
