import { timeTexts } from './time-texts.ts';

export interface Remaining {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** The instant has come. */
  readonly isOver: boolean;
}

/** What is left until `instant`, in whole units. */
export function remainingUntil(instant: string, nowMs: number): Remaining {
  const total = Math.max(0, Math.ceil((Date.parse(instant) - nowMs) / 1000));
  return {
    days: Math.floor(total / 86_400),
    hours: Math.floor((total % 86_400) / 3600),
    minutes: Math.floor((total % 3600) / 60),
    seconds: total % 60,
    isOver: total === 0,
  };
}

/** `in 2 days 4 h`, `in 1 h 5 min`, `in 4 min 10 s`, `any moment now`. */
export function describeRemaining({ days, hours, minutes, seconds, isOver }: Remaining): string {
  const texts = timeTexts();
  if (isOver) return texts.anyMoment;
  if (days > 0) return texts.inDays(days, hours);
  if (hours > 0) return texts.inHours(hours, minutes);
  return minutes > 0 ? texts.inMinutes(minutes, seconds) : texts.inSeconds(seconds);
}
