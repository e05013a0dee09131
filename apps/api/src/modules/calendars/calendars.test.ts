import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startCalendarPeer, startRadicale, type CalendarPeer } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { callType } from '../../testing/isolation-calls.ts';
import { visitor } from '../../testing/site-bed.ts';

const HOUR = 3_600_000;
const always = {
  version: 0,
  isActive: true,
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  overrides: [],
  maxPerDay: null,
  maxPerWeek: null,
};
/** The full hour some hours from now. */
const at = (hours: number) => new Date((Math.floor(Date.now() / HOUR) + hours) * HOUR);
const busyAt = (hours: number) => ({ from: at(hours), to: at(hours + 1) });

let bed: ApiBed;
let site: Site;
let peer: CalendarPeer;
let calls = 0;

beforeAll(async () => {
  peer = await startCalendarPeer();
  bed = await createApiBed({
    CALENDAR_GOOGLE_CLIENT_ID: peer.clientId,
    CALENDAR_GOOGLE_CLIENT_SECRET: peer.clientSecret,
    CALENDAR_GOOGLE_URL: peer.url,
  });
  site = await bed.site('calendars');
});
beforeEach(() => {
  peer.mood = 'well';
  peer.busy = [];
});

const guest = () => {
  calls += 1;
  return visitor(bed, site.host, undefined, () => `127.3.${calls >> 8}.${calls & 255}`);
};
const reps = new Map<string, Promise<Rep>>();
/** A rep who takes calls of a kind of their own. */
function rep(name: string): Promise<Rep> {
  const known = reps.get(name) ?? newRep(name);
  reps.set(name, known);
  return known;
}
async function newRep(name: string) {
  const browser = await site.member(name, ['rep']);
  const membershipId = (await browser.get('/me')).body.membershipId as string;
  await browser.put('/availability', always);
  const slug = name.toLowerCase();
  const made = { ...callType(slug), needsApproval: false, hosts: [membershipId] };
  expect((await site.owner.post('/call-types', made)).status).toBe(201);
  return { browser, membershipId, slug };
}
type Rep = Awaited<ReturnType<typeof newRep>>;
async function connect({ browser }: Rep, whenSilent: 'ask' | 'trust') {
  const answer = await browser.post('/calendars', { kind: 'ics', url: peer.feedUrl, whenSilent });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body as { id: string };
}
const isOpen = async ({ slug }: Rep, hours: number) => {
  const [from, to] = [at(hours).toISOString(), at(hours + 1).toISOString()];
  const { body } = await guest().get(`/booking/${slug}/slots?from=${from}&to=${to}`);
  return (body.slots as string[]).includes(from);
};
const hold = async ({ slug }: Rep, hours: number) =>
  guest().post(`/booking/${slug}/holds`, { startsAt: at(hours).toISOString() });
async function book(who: Rep, hours: number, held = hold(who, hours)) {
  const { body } = await held;
  const person = { firstName: 'Gus', lastName: 'Guest', email: `gus${hours}@guest.example`, timeZone: 'UTC' };
  return guest().post(`/booking/${who.slug}/calls`, { hold: body.hold, ...person });
}
/** All of them are to be read. */
const readAll = async () => {
  await site.in(() => mongoose.models['CalendarConnection']!.updateMany({}, { nextReadAt: new Date(0) }));
  return bed.modules.calendars.sweep();
};

describe('connecting', () => {
  it('E-06 what a member connects is read at once, sealed, theirs alone, and forgotten whole', async () => {
    const [ann, ben] = [await rep('Ann'), await rep('Ben')];
    peer.busy = [busyAt(50)];
    const { id } = await connect(ann, 'ask');
    const [row] = (await site.in(() => mongoose.models['CalendarConnection']!.find({ _id: id }).lean())) as object[];
    expect(JSON.stringify(row)).not.toContain(peer.feedUrl);
    const { body } = await ann.browser.get('/calendars');
    expect(body).toMatchObject({ companies: ['google'], items: [{ id, kind: 'ics', state: 'well' }] });
    expect((await ben.browser.get('/calendars')).body.items).toEqual([]);
    expect((await ben.browser.post(`/calendars/${id}/read`)).status).toBe(404);
    expect((await ben.browser.delete(`/calendars/${id}`)).status).toBe(404);
    expect([await isOpen(ann, 50), await isOpen(ann, 51), await isOpen(ben, 50)]).toEqual([false, true, true]);
    expect((await ann.browser.delete(`/calendars/${id}`)).status).toBe(204);
    expect(await isOpen(ann, 50)).toBe(true);
  });

  it('E-06 what cannot be read is not kept, and the field that can be mended says why', async () => {
    const cleo = await rep('Cleo');
    const problem = async (body: object) => {
      const answer = await cleo.browser.post('/calendars', { whenSilent: 'ask', ...body });
      return [answer.status, answer.body.issues?.[0]?.pointer];
    };
    expect(await problem({ kind: 'ics', url: `${peer.url}/nothing` })).toEqual([400, '/url']);
    peer.mood = 'broken';
    expect(await problem({ kind: 'ics', url: peer.feedUrl })).toEqual([400, '/url']);
    expect(await problem({ kind: 'ics', url: 'file:///etc/passwd' })).toEqual([400, '/url']);
    expect((await cleo.browser.get('/calendars')).body.items).toEqual([]);
  });

  it('E-06 a company’s log-in connects a calendar for the member who began it, in the browser that began it, once', async () => {
    const [dora, ben] = [await rep('Dora'), await rep('Ben')];
    /** A browser on the platform's host. @returns where it is sent */
    const browserOf = () => {
      let cookie = '';
      return async (address: string) => {
        const { pathname, search } = new URL(address);
        const headers = { host: bed.platformHost, cookie };
        const answer = await bed.http.inject({ method: 'GET', url: pathname + search, headers });
        for (const { name, value } of answer.cookies) cookie = `${name}=${value}`;
        return String(answer.headers['location']);
      };
    };
    const go = browserOf();
    const begin = async () =>
      (await dora.browser.post('/calendars/begin', { company: 'google', whenSilent: 'trust' })).body.url as string;
    const start = await begin();
    const consented = await peer.consent(await go(start));
    // Another browser brings the answer: it is not taken, and it is gone.
    expect(await browserOf()(consented)).not.toContain('calendar=');
    const back = new URL(await go(await peer.consent(await go(await begin()))));
    expect([back.host, back.pathname]).toEqual([site.host, '/dashboard/calls/hours']);
    const token = back.hash.replace('#calendar=', '');
    const other = await bed.site('elsewhere');
    expect((await other.owner.post('/calendars/finish', { token })).status).toBe(401);
    const again = new URL(await go(await peer.consent(await go(await begin())))).hash.slice(10);
    peer.busy = [busyAt(60)];
    expect((await ben.browser.post('/calendars/finish', { token: again })).status).toBe(401);
    const third = new URL(await go(await peer.consent(await go(await begin())))).hash.slice(10);
    expect((await dora.browser.post('/calendars/finish', { token: third })).body).toMatchObject({ kind: 'google' });
    expect((await dora.browser.post('/calendars/finish', { token: third })).status).toBe(401);
    expect([await isOpen(dora, 60), await isOpen(dora, 61)]).toEqual([false, true]);
  });
});

describe('booking', () => {
  it('E-06 a calendar is asked once more when somebody books: what was filled meanwhile is not booked over', async () => {
    const fay = await rep('Fay');
    await connect(fay, 'ask');
    const held = await hold(fay, 70);
    expect(held.status).toBe(201);
    peer.busy = [busyAt(70)];
    const refused = await book(fay, 70, Promise.resolve(held));
    expect([refused.status, refused.body.code]).toEqual([409, 'slot-taken']);
    expect(refused.body.alternatives).not.toContain(at(70).toISOString());
    // It is known from then on.
    expect(await isOpen(fay, 70)).toBe(false);
    const booked = await book(fay, 72);
    expect([booked.status, booked.body.state]).toEqual([201, 'confirmed']);
  });

  it('E-06 of two hosts the one whose calendar is free gets the call', async () => {
    const [gil, ben] = [await rep('Gil'), await rep('Ben')];
    await connect(gil, 'ask');
    const both = { ...callType('both'), needsApproval: false, hosts: [gil.membershipId, ben.membershipId] };
    await site.owner.post('/call-types', both);
    const held = await Promise.all([80, 82, 84].map((hours) => hold({ ...gil, slug: 'both' }, hours)));
    peer.busy = [busyAt(80), busyAt(82), busyAt(84)];
    for (const [index, hours] of [80, 82, 84].entries()) {
      const booked = await book({ ...gil, slug: 'both' }, hours, Promise.resolve(held[index]!));
      expect([booked.status, booked.body.hostName]).toEqual([201, 'Ben calendars']);
    }
  });

  it('E-06 a calendar that says nothing: who wants to be asked is asked, and who trusts what was known is told so', async () => {
    const [ida, jon] = [await rep('Ida'), await rep('Jon')];
    peer.busy = [busyAt(90)];
    await connect(ida, 'ask');
    await connect(jon, 'trust');
    peer.mood = 'silent';
    const seen = async ({ browser }: Rep, id: string) => (await browser.get(`/calls/${id}`)).body;
    const [asked, trusted] = await Promise.all([book(ida, 91), book(jon, 91)]);
    expect([asked.body.state, trusted.body.state]).toEqual(['pending', 'confirmed']);
    expect(await seen(ida, asked.body.id)).toMatchObject({ unchecked: 'asked' });
    expect(await seen(jon, trusted.body.id)).toMatchObject({ unchecked: 'trusted' });
    // What was known still holds.
    expect((await hold(jon, 90)).status).toBe(409);
    const { version } = await seen(ida, asked.body.id);
    const yes = await ida.browser.post(`/calls/${asked.body.id}/approve`, { version });
    expect(yes.body).toMatchObject({ state: 'confirmed', unchecked: null });
    peer.mood = 'broken';
    await readAll();
    expect((await ida.browser.get('/calendars')).body.items[0]).toMatchObject({ state: 'silent' });
    peer.mood = 'well';
    await readAll();
    const [well] = (await ida.browser.get('/calendars')).body.items;
    expect(well).toMatchObject({ state: 'well', failingSince: null });
  });

  it('E-06 E-08 our own call in that calendar stands in nobody’s way when it is moved; what else is there does', async () => {
    const fay = await rep('Fay');
    const { body: call } = await book(fay, 100);
    // As the entry that was mailed to its host.
    peer.busy = [{ from: at(100), to: new Date(at(100).getTime() + HOUR / 2) }, busyAt(102)];
    const move = (hours: number) =>
      guest().post(`/booked/${call.token}/reschedule`, { startsAt: at(hours).toISOString() });
    expect((await move(102)).body.code).toBe('slot-taken');
    expect((await move(100)).status).toBe(200);
    expect((await move(103)).status).toBe(200);
    peer.mood = 'broken';
    expect((await move(104)).body.state).toBe('pending');
  });

  it('E-06 calendars are read again by themselves, and those of whoever left are forgotten', async () => {
    const gil = await rep('Gil');
    await readAll();
    expect(await isOpen(gil, 110)).toBe(true);
    peer.busy = [busyAt(110)];
    await readAll();
    expect(await isOpen(gil, 110)).toBe(false);
    const before = peer.reads;
    expect(await bed.modules.calendars.sweep()).toBe(0);
    expect(peer.reads).toBe(before);
    await site.owner.post('/auth/step-up', { method: 'password', password: site.password });
    expect((await site.owner.delete(`/members/${gil.membershipId}`)).status).toBe(204);
    await readAll();
    const left = await site.in(() =>
      mongoose.models['CalendarConnection']!.countDocuments({ membershipId: gil.membershipId }),
    );
    expect(left).toBe(0);
  });
});

describe('writing', () => {
  /** All that is to be told is due, and told. */
  const tell = async () => {
    await bed.settle();
    await site.in(() => mongoose.models['CallEntry']!.updateMany({ dueAt: { $exists: true } }, { dueAt: new Date(0) }));
    return bed.modules.calls.writeEntries();
  };
  const filesTo = async (address: string, subject: RegExp) => {
    const { items } = await bed.modules.mail.service.listKept({ limit: 100 } as never);
    const own = items.filter((mail) => mail.to.address === address && subject.test(mail.subject));
    return site.in(async () => {
      const rows = await mongoose.models['MailMessage']!.find({ _id: { $in: own.map(({ id }) => id) } }).lean();
      return rows.map((row) => (row as { attachments?: unknown[] }).attachments?.length ?? 0);
    });
  };
  const begins = (hours: number) => `DTSTART;TZID=UTC:${at(hours).toISOString().slice(0, 19).replace(/[-:]/g, '')}`;

  it('E-06 a call stands in its host’s calendar once, under its own uid, and follows every change', async () => {
    const ivy = await rep('Ivy');
    const server = await startRadicale();
    const calendar = await server.makeCalendar('work');
    const login = { kind: 'caldav', url: calendar, user: server.user, password: server.password };
    const answer = await ivy.browser.post('/calendars', { ...login, whenSilent: 'ask', writes: true });
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ writes: true, mayWrite: true })]);
    const { body: call } = await book(ivy, 120);
    const uids = async () => (await server.read(calendar)).match(/UID:cll_\w+/g) ?? [];
    await tell();
    expect(await uids()).toEqual([`UID:${call.id}`]);
    expect(await server.read(calendar)).toContain(begins(120));
    expect(await server.read(calendar)).not.toMatch(/METHOD|ATTENDEE|ORGANIZER/);
    // It goes by one way: the mail to its host has no file.
    expect(await filesTo('ivy@calendars.example', /^New call/)).toEqual([0]);

    // Moved, its old time is free although the calendar does not know yet, and it stands in its own way nowhere.
    const move = (hours: number) =>
      guest().post(`/booked/${call.token}/reschedule`, { startsAt: at(hours).toISOString() });
    expect((await move(121)).status).toBe(200);
    expect(await isOpen(ivy, 120)).toBe(true);
    expect((await move(120)).status).toBe(200);
    expect((await move(122)).status).toBe(200);
    await tell();
    expect([await uids(), await server.read(calendar)]).toEqual([
      [`UID:${call.id}`],
      expect.stringContaining(begins(122)),
    ]);
    expect((await guest().post(`/booked/${call.token}/cancel`, {})).status).toBe(200);
    await tell();
    expect(await uids()).toEqual([]);
    expect(await site.in(() => mongoose.models['CallEntry']!.countDocuments({ callId: call.id }))).toBe(0);

    // It lets us write no more: what was to stand there comes by mail, and its owner sees why.
    const { body: late } = await book(ivy, 130);
    await server.lock();
    await tell();
    await bed.settle();
    expect(late.state).toBe('confirmed');
    expect((await filesTo('ivy@calendars.example', /^New call/)).toSorted()).toEqual([0, 0, 1]);
    const [shown] = (await ivy.browser.get('/calendars')).body.items;
    expect(shown).toMatchObject({ writes: false, writeRefusedAt: expect.any(String) });
  });

  it('E-06 a calendar that is away is told again until it has taken what holds by then', async () => {
    const jan = await rep('Jan');
    const server = await startRadicale();
    const calendar = await server.makeCalendar('work');
    const login = { kind: 'caldav', url: calendar, user: server.user, password: server.password };
    await jan.browser.post('/calendars', { ...login, whenSilent: 'trust', writes: true });
    const { body: call } = await book(jan, 140);
    await server.pause();
    await tell();
    await guest().post(`/booked/${call.token}/reschedule`, { startsAt: at(141).toISOString() });
    await tell();
    expect(await site.in(() => mongoose.models['CallEntry']!.countDocuments({ failures: { $gt: 0 } }))).toBe(1);
    await server.resume();
    await tell();
    expect(await server.read(calendar)).toContain(begins(141));
    expect(await tell()).toBe(0);
  });

  it('E-06 only a calendar that was connected for it is written into', async () => {
    const ben = await rep('Ben');
    const { id } = await connect(ben, 'ask');
    const put = await ben.browser.put(`/calendars/${id}`, { whenSilent: 'ask', writes: true });
    expect([put.status, put.body.issues]).toEqual([400, [expect.objectContaining({ pointer: '/writes' })]]);
    const before = await filesTo('ben@calendars.example', /^New call/);
    expect((await book(ben, 150)).status).toBe(201);
    expect(await tell()).toBe(0);
    const after = await filesTo('ben@calendars.example', /^New call/);
    expect([after.length - before.length, after.includes(0)]).toEqual([1, false]);
  });
});
