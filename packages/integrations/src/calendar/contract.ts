import { expect, it } from '@jest/globals';
import { IntegrationError } from '../kit/errors.ts';
import type { CalendarCredential, CalendarEntry, CalendarPort, CalendarSpan } from './port.ts';

/** A kind of calendar as its contract needs it. */
export interface CalendarWorld {
  readonly port: CalendarPort;
  readonly credential: CalendarCredential;
  /** What is no credential there. */
  readonly wrong: CalendarCredential;
  /** What makes its owner busy from now on. */
  fill(busy: readonly CalendarSpan[]): Promise<void>;
  /** Its server goes away. */
  leave(): Promise<void>;
  /** Its owner takes the right to write back; missing where nothing can be written. */
  readonly lock?: () => Promise<void>;
}

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2027, 2, 1) + hours * HOUR);
const span = (from: number, to: number): CalendarSpan => ({ from: at(from), to: at(to) });

/** What every kind of calendar must do; run it inside a `describe` of the kind. */
export function calendarContract(open: () => Promise<CalendarWorld>): void {
  const failing = (code: string, retryable: boolean) => ({ name: IntegrationError.name, code, retryable });

  it('E-06 tells when somebody is busy, joined and cut to what was asked for, and nothing else of what stands there', async () => {
    const { port, credential, fill } = await open();
    await fill([span(10, 11), span(11, 12), span(30, 31), span(47, 60), span(200, 201)]);
    const reading = await port.read(credential, { from: at(0), to: at(48), timeZone: 'UTC' });
    expect(reading.busy).toEqual([span(10, 12), span(30, 31), span(47, 48)]);
    const later = await port.read(credential, { from: at(100), to: at(190), timeZone: 'UTC' });
    expect(later.busy).toEqual([]);
  });

  it('E-06 writes an entry once, however often, moves it, and takes it out, or refuses to', async () => {
    const { port, credential, lock } = await open();
    const request = { from: at(0), to: at(48), timeZone: 'UTC' };
    const entry = (from: number, sequence: number): CalendarEntry => {
      const said = { uid: 'cll_contract', sequence, timeZone: 'Europe/Berlin', title: 'Call · Ana', description: '' };
      const { from: starts, to: ends } = span(from, from + 1);
      const utc = (date: Date) => date.toISOString().replace(/[-:]/g, '').replace('.000', '');
      const lines = [`UID:${said.uid}`, `SEQUENCE:${sequence}`, `DTSTAMP:${utc(starts)}`, `DTSTART:${utc(starts)}`];
      const event = ['BEGIN:VEVENT', ...lines, `DTEND:${utc(ends)}`, `SUMMARY:${said.title}`, 'END:VEVENT'];
      const file = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:tests', ...event, 'END:VCALENDAR', ''].join('\r\n');
      return { ...said, place: 'https://meet.example', from: starts, to: ends, file };
    };
    const busy = async () => (await port.read(credential, request)).busy;
    if (lock === undefined) {
      await expect(port.write(credential, entry(10, 0))).rejects.toMatchObject(failing('refused', false));
      return;
    }
    await port.write(credential, entry(10, 0));
    await port.write(credential, entry(10, 0));
    expect(await busy()).toEqual([span(10, 11)]);
    await port.write(credential, entry(20, 1));
    expect(await busy()).toEqual([span(20, 21)]);
    await port.remove(credential, 'cll_contract');
    await port.remove(credential, 'cll_contract');
    expect(await busy()).toEqual([]);
    // What was taken out can stand there again.
    await port.write(credential, entry(30, 2));
    expect(await busy()).toEqual([span(30, 31)]);
    await lock();
    await expect(port.write(credential, entry(31, 3))).rejects.toMatchObject(failing('refused', false));
  });

  it('E-06 says that it was refused, once and for good', async () => {
    const { port, wrong } = await open();
    const request = { from: at(0), to: at(48), timeZone: 'UTC' };
    await expect(port.read(wrong, request)).rejects.toMatchObject(failing('refused', false));
  });

  it('E-06 says that it cannot be reached, and that it may be later', async () => {
    const { port, credential, leave } = await open();
    await leave();
    const request = { from: at(0), to: at(48), timeZone: 'UTC' };
    await expect(port.read(credential, request)).rejects.toMatchObject(failing('unavailable', true));
  });
}
