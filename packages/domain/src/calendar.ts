/** An entry in somebody's calendar. */
export interface CalendarEntry {
  /** Stays the same over every change of it (RFC 5545, 3.8.4.7). */
  readonly uid: string;
  /** Rises with every change (3.8.7.4). */
  readonly sequence: number;
  /** ISO 8601, as all times here. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: string;
  readonly description: string;
  /** Where it takes place; empty where that is not known. */
  readonly url: string;
  /** Whether it was called off. */
  readonly isCancelled: boolean;
}

/** Text as iCalendar wants it (3.3.11). */
export const escapeText = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
/** An instant in UTC as iCalendar writes it (3.3.5). */
export const basicUtc = (instant: string): string => new Date(instant).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

const MAX_OCTETS = 75;
const encoder = new TextEncoder();

/** A line of at most 75 octets, and what is more of it on lines that begin with a space (3.1). No letter is parted. */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > MAX_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/**
 * One entry as an iCalendar file (RFC 5545).
 * @param stamp when the file was made, ISO 8601
 */
export function calendarFile(entry: CalendarEntry, stamp: string): string {
  const { uid, sequence, startsAt, endsAt, title, description, url, isCancelled } = entry;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stageline//EN',
    `METHOD:${isCancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTAMP:${basicUtc(stamp)}`,
    `DTSTART:${basicUtc(startsAt)}`,
    `DTEND:${basicUtc(endsAt)}`,
    `SUMMARY:${escapeText(title)}`,
    `DESCRIPTION:${escapeText(description)}`,
    `LOCATION:${escapeText(url)}`,
    `URL:${url}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}

/** Addresses that open the same entry in a calendar of another company, to be saved there. */
export function calendarLinks(entry: CalendarEntry): { readonly google: string; readonly outlook: string } {
  const { title, startsAt, endsAt, description, url } = entry;
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${basicUtc(startsAt)}/${basicUtc(endsAt)}`,
    details: description,
    ...(url !== '' && { location: url }),
  });
  const outlook = new URLSearchParams({
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: startsAt,
    enddt: endsAt,
    body: description,
    ...(url !== '' && { location: url }),
  });
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`,
  };
}
