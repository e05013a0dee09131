import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import ical, { type VEvent } from 'node-ical';
import { meetingFile, type Meeting } from './meeting-file.ts';

const meeting: Meeting = {
  uid: 'cll_01jd5x8v1ye1ta8v2s3q4w5e6r',
  sequence: 3,
  method: 'REQUEST',
  startsAt: '2026-03-29T08:00:00.000Z',
  endsAt: '2026-03-29T08:30:00.000Z',
  timeZone: 'Europe/Berlin',
  title: 'Strategy call, 30 minutes; with Äpfel',
  description: 'https://kevin.example/call/abc\nSee you',
  place: 'https://meet.example/room',
  organizer: { name: 'Kevin "K" Gardner', email: 'kevin@example.com' },
  attendees: [
    { name: 'Ann Example', email: 'ann@example.com' },
    { name: 'Rep, The', email: 'rep@example.com' },
  ],
};
const STAMP = '2026-03-01T00:00:00.000Z';

/** What ical.js reads, whose instants come of the zone that the file itself defines. */
function byIcalJs(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!);
  const component = calendar.getFirstSubcomponent('vevent')!;
  const event = new ICAL.Event(component);
  const instant = (time: ICAL.Time) => {
    const { year, month, day, hour, minute } = time;
    const wall = new ICAL.Time({ year, month, day, hour, minute, second: 0, isDate: false }, zone);
    return new Date(wall.toUnixTime() * 1000).toISOString();
  };
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    status: component.getFirstPropertyValue('status'),
    organizer: String(event.organizer),
    attendees: event.attendees.map((attendee) => String(attendee.getFirstValue())),
    zone: zone.tzid,
    startsAt: instant(event.startDate),
    endsAt: instant(event.endDate),
  };
}

function byNodeIcal(file: string) {
  const parsed = ical.sync.parseICS(file);
  const event = Object.values(parsed).find((part) => part?.type === 'VEVENT') as VEvent;
  const list = Array.isArray(event.attendee) ? event.attendee : [event.attendee];
  const valueOf = (party: unknown) => String((party as { val?: string }).val ?? party);
  return {
    method: (parsed['vcalendar'] as { method?: string } | undefined)?.method ?? event.method,
    uid: event.uid,
    sequence: Number(event.sequence),
    summary: event.summary,
    status: event.status,
    organizer: valueOf(event.organizer),
    attendees: list.map(valueOf),
    zone: event.start.tz,
    startsAt: event.start.toISOString(),
    endsAt: event.end!.toISOString(),
  };
}

describe('appointments for calendars', () => {
  const expected = {
    method: 'REQUEST',
    uid: meeting.uid,
    sequence: 3,
    summary: meeting.title,
    status: 'CONFIRMED',
    organizer: 'mailto:kevin@example.com',
    attendees: ['mailto:ann@example.com', 'mailto:rep@example.com'],
    zone: 'Europe/Berlin',
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
  };

  it.each([
    ['ical.js', byIcalJs],
    ['node-ical', byNodeIcal],
  ])('E-07 is read by %s as it was meant, and a cancellation as one', (_parser, read) => {
    expect(read(meetingFile(meeting, STAMP))).toEqual(expected);
    const gone = read(meetingFile({ ...meeting, method: 'CANCEL', sequence: 4 }, STAMP));
    expect(gone).toEqual({ ...expected, method: 'CANCEL', status: 'CANCELLED', sequence: 4 });
  });

  it.each([
    ['America/New_York', '2026-03-08T06:30:00.000Z', '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-11-01T06:30:00.000Z', '2026-11-01T07:30:00.000Z'],
    ['Europe/London', '2026-10-25T09:00:00.000Z', '2026-10-25T10:00:00.000Z'],
    ['Australia/Sydney', '2026-04-04T22:00:00.000Z', '2026-04-04T23:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-03T21:00:00.000Z', '2026-10-03T21:30:00.000Z'],
    ['Asia/Kathmandu', '2026-03-29T03:15:00.000Z', '2026-03-29T03:45:00.000Z'],
    ['Pacific/Kiritimati', '2026-03-29T23:00:00.000Z', '2026-03-29T23:30:00.000Z'],
    ['America/Sao_Paulo', '2026-03-29T12:00:00.000Z', '2026-03-29T12:30:00.000Z'],
  ])('E-04 E-07 the file’s own zone gives the instants again, in %s at %s', (timeZone, startsAt, endsAt) => {
    const file = meetingFile({ ...meeting, timeZone, startsAt, endsAt }, STAMP);
    expect(byIcalJs(file)).toMatchObject({ zone: timeZone, startsAt, endsAt });
    expect(byNodeIcal(file)).toMatchObject({ startsAt, endsAt });
  });

  it('E-07 names cannot write lines of their own, and no line is too long', () => {
    const name = 'Eve"\r\nATTENDEE:mailto:evil@example.com';
    const file = meetingFile(
      { ...meeting, attendees: [{ name, email: 'eve@example.com' }], title: 'x'.repeat(300) },
      STAMP,
    );
    expect(byIcalJs(file).attendees).toEqual(['mailto:eve@example.com']);
    expect(file.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  });
});
