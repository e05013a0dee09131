import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { calendarFile, calendarLinks, type CalendarEntry } from './calendar.ts';

const entry: CalendarEntry = {
  uid: 'ses_01jd5x8v1ye1ta8v2s3q4w5e6r',
  sequence: 3,
  startsAt: '2026-03-05T18:00:00.000Z',
  endsAt: '2026-03-05T19:30:00.000Z',
  title: 'Learn it; simply, with us',
  description: 'Your link:\nhttps://site.example/join/x',
  url: 'https://site.example/join/x',
  isCancelled: false,
};
const stamp = '2026-03-01T12:00:00.000Z';
/** The entry as another program reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  return { calendar, event, status: event.component.getFirstPropertyValue('status') };
}

describe('calendar entries', () => {
  it('B-05 are read by another program as they were meant', () => {
    const { calendar, event, status } = read(calendarFile(entry, stamp));
    expect([event.uid, event.sequence, status]).toEqual([entry.uid, 3, 'CONFIRMED']);
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect([event.summary, event.description, event.location]).toEqual([entry.title, entry.description, entry.url]);
    expect(event.startDate.toJSDate().toISOString()).toBe(entry.startsAt);
    expect(event.endDate.toJSDate().toISOString()).toBe(entry.endsAt);
  });

  it('B-05 take what was called off out of the calendar: the same UID, a higher SEQUENCE, CANCELLED', () => {
    const { calendar, event, status } = read(calendarFile({ ...entry, sequence: 4, isCancelled: true }, stamp));
    expect([event.uid, event.sequence, status]).toEqual([entry.uid, 4, 'CANCELLED']);
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  });

  it('B-05 keep any text whole, and no line of it longer than 75 octets; nothing in it adds a line of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const file = calendarFile({ ...entry, title: text, description: text }, stamp);
        const lines = file.split('\r\n');
        expect(lines.filter((line) => new TextEncoder().encode(line).length > 75)).toEqual([]);
        const { event } = read(file);
        const expected = text.replaceAll(/\r\n|\r/g, '\n');
        expect([event.summary ?? '', event.description ?? '']).toEqual([expected, expected]);
      }),
    );
    const injected = calendarFile({ ...entry, title: 'A\r\nATTENDEE:mailto:x@example.com' }, stamp);
    expect(read(injected).event.attendees).toEqual([]);
  });

  it('B-05 open in other calendars by an address that carries the same', () => {
    const { google, outlook } = calendarLinks(entry);
    expect(Object.fromEntries(new URL(google).searchParams)).toMatchObject({
      text: entry.title,
      dates: '20260305T180000Z/20260305T193000Z',
      location: entry.url,
    });
    expect(Object.fromEntries(new URL(outlook).searchParams)).toMatchObject({
      subject: entry.title,
      startdt: entry.startsAt,
      enddt: entry.endsAt,
    });
  });
});
