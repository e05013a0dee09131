import { formatDay, formatTime, formatZone, ownTimeZone } from '../../shared/lib/format-time.ts';

export interface StartToDescribe {
  /** ISO 8601. */
  readonly startsAt: string;
  /** The host's zone. */
  readonly timeZone: string;
  /** BCP 47 tag of the page, which a worker does not see. */
  readonly locale: string;
}

/** The start as the reader's clock has it; null where that is what the host's has, too. */
export type OwnStart = { readonly day: string; readonly time: string; readonly zone: string } | null;

/**
 * Beside the page, because the first use of a date's formatter takes a phone 150 ms, in which no tap would be answered.
 */
self.onmessage = ({ data: { startsAt, timeZone, locale } }: MessageEvent<StartToDescribe>) => {
  const own = { day: formatDay(startsAt, { locale }), time: formatTime(startsAt, { locale }) };
  const isSame =
    own.day === formatDay(startsAt, { timeZone, locale }) && own.time === formatTime(startsAt, { timeZone, locale });
  const answer: OwnStart = isSame ? null : { ...own, zone: formatZone(ownTimeZone(), startsAt, locale) };
  self.postMessage(answer, { targetOrigin: self.origin });
};
