import { basicUtc, escapeText, folded } from './calendar.ts';
import { zoneSpans } from './zone-offsets.ts';

/** Somebody whom an appointment names. */
export interface MeetingParty {
  readonly name: string;
  readonly email: string;
}

/** An appointment between people, as it is sent to their calendars (RFC 5546). */
export interface Meeting {
  /** Stays the same for as long as the appointment is known. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  /** `CANCEL` also takes it from whoever does not take part any more; null for an entry of one's own, which names nobody. */
  readonly method: 'REQUEST' | 'CANCEL' | null;
  /** ISO 8601, as all times here. */
  readonly startsAt: string;
  readonly endsAt: string;
  /** IANA zone in which the times are written: that of whoever gets the file. */
  readonly timeZone: string;
  readonly title: string;
  readonly description: string;
  readonly place: string;
  /** Stays the same over every change: calendars know an appointment by it. */
  readonly organizer: MeetingParty;
  readonly attendees: readonly MeetingParty[];
}

/** For changes of the clock around an appointment: calendars look a year ahead and back. */
const AROUND_MS = 400 * 86_400_000;

const wall = (at: number, offset: number): string => basicUtc(new Date(at + offset).toISOString()).slice(0, -1);
const local = (at: string, timeZone: string): string => {
  const ms = Date.parse(at);
  return wall(ms, zoneSpans(timeZone, ms, ms + 1).findLast(({ from }) => from <= ms)!.offset);
};
function offsetText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** The rules of a zone around an appointment (RFC 5545, 3.6.5): one observance for each time between two changes of its clock. */
function zoneLines(timeZone: string, { startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>): string[] {
  const spans = zoneSpans(timeZone, Date.parse(startsAt) - AROUND_MS, Date.parse(endsAt) + AROUND_MS);
  const winter = Math.min(...spans.map(({ offset }) => offset));
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    ...spans.flatMap(({ from, offset }, index) => {
      const before = spans[index - 1]?.offset ?? offset;
      const kind = offset > winter ? 'DAYLIGHT' : 'STANDARD';
      return [
        `BEGIN:${kind}`,
        `DTSTART:${wall(from, before)}`,
        `TZOFFSETFROM:${offsetText(before)}`,
        `TZOFFSETTO:${offsetText(offset)}`,
        `END:${kind}`,
      ];
    }),
    'END:VTIMEZONE',
  ];
}

/** A parameter's value (3.2): what may not stand in quotes is left out. */
const quoted = (text: string): string => `"${text.replaceAll(/["\p{Cc}]/gu, '')}"`;

/**
 * An appointment as an iCalendar file.
 * @param stamp when the file was made, ISO 8601
 */
export function meetingFile(meeting: Meeting, stamp: string): string {
  const { uid, sequence, method, startsAt, endsAt, timeZone, title, description, place, organizer, attendees } =
    meeting;
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stageline//EN',
    'CALSCALE:GREGORIAN',
    // What is kept on a server has none (RFC 4791, 4.1).
    ...(method === null ? [] : [`METHOD:${method}`]),
    ...zoneLines(timeZone, meeting),
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTAMP:${basicUtc(stamp)}`,
    `DTSTART;TZID=${timeZone}:${local(startsAt, timeZone)}`,
    `DTEND;TZID=${timeZone}:${local(endsAt, timeZone)}`,
    `SUMMARY:${escapeText(title)}`,
    `DESCRIPTION:${escapeText(description)}`,
    ...(place === '' ? [] : [`LOCATION:${escapeText(place)}`]),
    ...(method === null ? [] : [`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`]),
    ...attendees.map(
      ({ name, email }) =>
        `ATTENDEE;CN=${quoted(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${email}`,
    ),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');
}
