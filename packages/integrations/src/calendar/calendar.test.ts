import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { afterFile, startCalendarPeer, startRadicale, type CalendarPeer, type Radicale } from '@stageline/testing';
import { calendarContract, type CalendarWorld } from './contract.ts';
import { readIcs } from './ics-reader.ts';
import { createCalendars, type CalendarCompany, type CalendarPort, type CalendarSpan } from './index.ts';

const outbound = { allowHttp: true, mayConnect: () => true };
const CALLBACK = 'https://stage.test/calendars/callback/google';
const day = (date: string) => new Date(`${date}T00:00:00Z`);

const portTo = (peer: CalendarPeer, company: CalendarCompany) =>
  createCalendars({
    outbound,
    companies: [{ company, clientId: peer.clientId, clientSecret: peer.clientSecret, peerUrl: peer.url }],
  });
async function connected(peer: CalendarPeer, calendars: CalendarPort, company: CalendarCompany) {
  const secrets = calendars.newSecrets();
  const back = await peer.consent(await calendars.authorizationUrl(company, CALLBACK, secrets));
  return calendars.connect(company, new URL(back), secrets);
}

describe.each(['google', 'microsoft'] as const)('%s', (company) => {
  calendarContract(async (): Promise<CalendarWorld> => {
    const peer = await startCalendarPeer();
    const calendars = await portTo(peer, company);
    const credential = await connected(peer, calendars, company);
    const wrong = { kind: company, accessToken: 'none', expiresAt: 0, refreshToken: 'none' };
    return {
      port: calendars,
      credential,
      wrong,
      fill: async (busy) => void (peer.busy = busy),
      leave: async () => void (peer.mood = 'broken'),
      lock: async () => void (peer.letsWrite = false),
    };
  });

  it('E-06 renews a token that is over, or was taken back, and hands the new one out to be kept', async () => {
    const peer = await startCalendarPeer();
    const calendars = await portTo(peer, company);
    const credential = await connected(peer, calendars, company);
    if (credential.kind !== company) throw new Error('Another kind');
    const request = { from: day('2027-03-01'), to: day('2027-03-02'), timeZone: 'UTC' };
    expect((await calendars.read(credential, request)).renewed).toBeNull();
    peer.forgetTokens();
    const { renewed } = await calendars.read(credential, request);
    expect(renewed).toMatchObject({ kind: company, refreshToken: credential.refreshToken });
    expect((await calendars.read({ ...credential, expiresAt: 0 }, request)).renewed).not.toBeNull();
  });

  it('E-06 takes no code that another browser, or another log-in, brings', async () => {
    const peer = await startCalendarPeer();
    const calendars = await portTo(peer, company);
    const secrets = calendars.newSecrets();
    const back = new URL(await peer.consent(await calendars.authorizationUrl(company, CALLBACK, secrets)));
    const refused = { code: 'refused', retryable: false };
    const other = { ...secrets, codeVerifier: calendars.newSecrets().codeVerifier };
    await expect(calendars.connect(company, back, { ...secrets, state: 'x' })).rejects.toMatchObject(refused);
    await expect(calendars.connect(company, back, other)).rejects.toMatchObject(refused);
  });
});

describe('caldav', () => {
  let server: Radicale;
  let calendar: string;
  const login = () => ({ kind: 'caldav' as const, url: server.url, user: server.user, password: server.password });
  const event = (uid: string, lines: string) =>
    `BEGIN:VEVENT\nUID:${uid}\nDTSTAMP:20260101T000000Z\n${lines}\nEND:VEVENT`;
  const utc = (date: Date) => date.toISOString().replace(/[-:]/g, '').replace('.000', '');

  async function start() {
    server = await startRadicale();
    calendar = await server.makeCalendar('work');
  }
  calendarContract(async (): Promise<CalendarWorld> => {
    await start();
    return {
      port: await createCalendars({ outbound, companies: [] }),
      credential: login(),
      wrong: { ...login(), password: 'another' },
      async fill(busy) {
        for (const [index, { from, to }] of busy.entries())
          await server.put(calendar, `e${index}`, event(`e${index}`, `DTSTART:${utc(from)}\nDTEND:${utc(to)}`));
      },
      leave: () => server.stop(),
      lock: () => server.lock(),
    };
  });

  it('E-06 replaces what a mail program took in under the same uid', async () => {
    await start();
    await server.put(calendar, 'by-mail', event('cll_mailed', 'DTSTART:20270301T100000Z\nDTEND:20270301T110000Z'));
    const calendars = await createCalendars({ outbound, companies: [] });
    const file = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:tests\r\n${event('cll_mailed', 'DTSTART:20270301T150000Z\nDTEND:20270301T160000Z').replaceAll('\n', '\r\n')}\r\nEND:VCALENDAR\r\n`;
    const times = { from: new Date('2027-03-01T15:00:00Z'), to: new Date('2027-03-01T16:00:00Z') };
    const entry = {
      uid: 'cll_mailed',
      sequence: 1,
      timeZone: 'UTC',
      title: '',
      description: '',
      place: '',
      ...times,
      file,
    };
    await calendars.write(login(), entry);
    const request = { from: day('2027-03-01'), to: day('2027-03-02'), timeZone: 'UTC' };
    expect((await calendars.read(login(), request)).busy).toEqual([times]);
    await calendars.remove(login(), 'cll_mailed');
    expect((await calendars.read(login(), request)).busy).toEqual([]);
  });

  it('E-06 reads all calendars of a log-in, or the one whose address is given', async () => {
    await start();
    const own = await server.makeCalendar('own');
    await server.put(calendar, 'a', event('a', 'DTSTART:20270301T100000Z\nDTEND:20270301T110000Z'));
    await server.put(own, 'b', event('b', 'DTSTART:20270301T140000Z\nRRULE:FREQ=DAILY;COUNT=2\nDURATION:PT30M'));
    const calendars = await createCalendars({ outbound, companies: [] });
    const request = { from: day('2027-03-01'), to: day('2027-03-03'), timeZone: 'UTC' };
    const hours = async (url: string) =>
      (await calendars.read({ ...login(), url }, request)).busy.map(({ from }) => from.toISOString().slice(8, 13));
    expect(await hours(server.url)).toEqual(['01T10', '01T14', '02T14']);
    expect(await hours(own)).toEqual(['01T14', '02T14']);
  });
});

describe('ics', () => {
  let peer: CalendarPeer;
  beforeAll(async () => {
    peer = await startCalendarPeer();
  });
  const calendars = (more: object = {}) => createCalendars({ outbound: { ...outbound, ...more }, companies: [] });

  calendarContract(async (): Promise<CalendarWorld> => {
    const own = await startCalendarPeer();
    return {
      port: await calendars(),
      credential: { kind: 'ics', url: own.feedUrl },
      wrong: { kind: 'ics', url: `${own.url}/nothing` },
      fill: async (busy) => void (own.busy = busy),
      leave: async () => void (own.mood = 'broken'),
    };
  });

  const file = (...events: string[]) =>
    `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:tests\r\n${events
      .map((lines, index) => `BEGIN:VEVENT\r\nUID:${index}\r\n${lines.replaceAll('\n', '\r\n')}\r\nEND:VEVENT\r\n`)
      .join('')}END:VCALENDAR\r\n`;
  const range = { from: day('2027-03-22'), to: day('2027-04-05'), timeZone: 'Europe/Berlin' };
  const times = (spans: readonly CalendarSpan[]) =>
    spans.map(({ from, to }) => [from, to].map((at) => at.toISOString().slice(5, 16)).join(' '));

  it('E-06 reads series over a change of clocks, their exceptions, whole days, and zones without rules', async () => {
    const busy = await readIcs(
      [
        file(
          // Sundays at nine on Berlin's wall; the clocks change on 28 March. One is moved, one is left out.
          'DTSTART;TZID=Europe/Berlin:20270103T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20270404T090000',
          'DTSTART;VALUE=DATE:20270324\nDTEND;VALUE=DATE:20270325',
          'DTSTART:20270326T120000\nDTEND:20270326T130000',
          'DTSTART:20270327T120000Z\nDTEND:20270327T130000Z\nTRANSP:TRANSPARENT',
          'DTSTART:20270327T120000Z\nDTEND:20270327T130000Z\nSTATUS:CANCELLED',
        ),
        file('DTSTART:20270105T080000Z\nDURATION:PT30M\nRRULE:FREQ=MONTHLY;UNTIL=20270601T000000Z').replace(
          'END:VCALENDAR',
          // From May into the span.
          'BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID:20270505T080000Z\r\nDTSTART:20270401T080000Z\r\nDURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR',
        ),
      ],
      range,
    );
    expect(times(busy)).toEqual([
      '03-23T23:00 03-24T23:00',
      '03-26T11:00 03-26T12:00',
      '03-28T07:00 03-28T08:00',
      '04-01T08:00 04-01T08:30',
    ]);
  });

  it('E-06 gives a file up whose rules never end, and one that is none, without holding anything else up', async () => {
    const endless = file('DTSTART:20270301T080000Z\nDURATION:PT1M\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30');
    const refused = { code: 'no-calendar', retryable: false };
    await expect(readIcs([endless], range, 1500)).rejects.toMatchObject(refused);
    peer.feed = '<html>Log in</html>';
    await expect((await calendars()).read({ kind: 'ics', url: peer.feedUrl }, range)).rejects.toMatchObject(refused);
    peer.feed = null;
    const small = await calendars({ maxBytes: 40 });
    await expect(small.read({ kind: 'ics', url: peer.feedUrl }, range)).rejects.toMatchObject({ code: 'too-large' });
    peer.mood = 'silent';
    const late = await calendars({ timeoutMs: 50 });
    await expect(late.read({ kind: 'ics', url: peer.feedUrl }, range)).rejects.toMatchObject({ code: 'unavailable' });
    peer.mood = 'well';
  });

  it('E-06 connects to no private address: not by number, by name, or by a redirect', async () => {
    const seen: string[] = [];
    const front = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(302, { location: `http://127.0.0.2:${port}/inside` }).end();
    });
    await new Promise<void>((resolve) => front.listen(0, resolve));
    afterFile(() => new Promise<void>((resolve) => void front.close(() => resolve())));
    const { port } = front.address() as AddressInfo;
    const refused = { code: 'refused-address', retryable: false };
    const read = async (url: string, mayConnect: (address: string) => boolean, allowHttp = true) =>
      (await calendars({ mayConnect, allowHttp })).read({ kind: 'ics', url }, range);
    await expect(read(`http://127.0.0.1:${port}/`, () => false)).rejects.toMatchObject(refused);
    await expect(read(`http://localhost:${port}/`, () => false)).rejects.toMatchObject(refused);
    await expect(read(`http://[::1]:${port}/`, () => false)).rejects.toMatchObject(refused);
    await expect(read(`http://127.0.0.1:${port}/`, () => true, false)).rejects.toMatchObject(refused);
    await expect(read('file:///etc/passwd', () => true)).rejects.toMatchObject(refused);
    expect(seen).toEqual([]);
    const onlyFirst = (address: string) => address === '127.0.0.1';
    await expect(read(`http://127.0.0.1:${port}/out`, onlyFirst)).rejects.toMatchObject(refused);
    expect(seen).toEqual(['/out']);
  });
});
