import { beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { visitor } from '../../testing/site-bed.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const always = (timeZone = 'UTC') => ({
  version: 0,
  isActive: true,
  timeZone,
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
  overrides: [],
  maxPerDay: null,
  maxPerWeek: null,
});
const type = (slug: string, more: object = {}) => ({
  name: `Call ${slug}`,
  slug,
  description: 'Half an hour',
  place: 'https://meet.example/room',
  length: 30,
  increment: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  notice: 0,
  horizonDays: 30,
  cutOff: 60,
  needsApproval: false,
  hosts: [],
  questions: [],
  stage: null,
  isActive: true,
  ...more,
});
/** The full hour some days from now. */
const at = (days: number, hours = 0) =>
  new Date(Math.floor(Date.now() / HOUR) * HOUR + days * DAY + hours * HOUR).toISOString();

let bed: ApiBed;
let site: Site;
let rep: Awaited<ReturnType<Site['member']>>;
let repId: string;
let calls = 0;

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('calls');
  rep = await site.member('Rita', ['rep']);
  repId = ((await rep.get('/me')).body as { membershipId: string }).membershipId;
  expect((await rep.put('/availability', always('Europe/Berlin'))).status).toBe(200);
  await create('talk', { hosts: [repId] });
});

const create = async (slug: string, more: object = {}) => {
  const answer = await site.owner.post('/call-types', type(slug, more));
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body as { id: string; version: number };
};
/** Somebody new each time, from an address of their own. */
const guest = () => {
  calls += 1;
  return visitor(bed, site.host, undefined, () => `127.2.${calls >> 8}.${calls & 255}`);
};
const who = (name: string) => ({
  firstName: name,
  lastName: 'Guest',
  email: `${name.toLowerCase()}@guest.example`,
  timeZone: 'America/New_York',
});
const hold = async (startsAt: string, slug = 'talk', by = guest()) => by.post(`/booking/${slug}/holds`, { startsAt });
async function book(name: string, startsAt: string, slug = 'talk', more: object = {}) {
  const held = await hold(startsAt, slug);
  expect([held.status, held.body]).toEqual([201, expect.anything()]);
  const booked = await guest().post(`/booking/${slug}/calls`, { hold: held.body.hold, ...who(name), ...more });
  expect([booked.status, booked.body]).toEqual([201, expect.anything()]);
  return booked.body as { id: string; token: string; startsAt: string; state: string; sequence: number };
}
const slotsOn = async (startsAt: string, slug = 'talk') => {
  const to = new Date(Date.parse(startsAt) + HOUR).toISOString();
  const { body } = await guest().get(`/booking/${slug}/slots?from=${startsAt}&to=${to}`);
  return body.slots as string[];
};
const teamCall = async (id: string, as = rep) => (await as.get(`/calls/${id}`)).body;
const mails = async (to: string) =>
  (await bed.modules.mail.service.listKept({ limit: 100 } as never)).items.filter((mail) => mail.to.address === to);
const claims = (filter: object) => site.in(async () => mongoose.models['CallClaim']!.countDocuments(filter));

describe('booking', () => {
  it('E-01 of fifty who want one time at once one gets it, and the others times that are free', async () => {
    const startsAt = at(3);
    const answers = await Promise.all(Array.from({ length: 50 }, () => hold(startsAt)));
    const statuses = answers.map(({ status }) => status);
    expect([statuses.filter((status) => status === 201), statuses.filter((status) => status === 409)]).toEqual([
      [201],
      Array.from({ length: 49 }, () => 409),
    ]);
    for (const { status, body } of answers)
      if (status === 409) {
        expect(body.code).toBe('slot-taken');
        expect(body.alternatives).toHaveLength(6);
        expect(body.alternatives).not.toContain(startsAt);
      }
    expect(await claims({ membershipId: repId, cell: `t:${Date.parse(startsAt) / 300_000}` })).toBe(1);
  });

  it('E-01 the database refuses an overlap of two calls of different kinds, buffers included', async () => {
    await create('long', { hosts: [repId], length: 60, increment: 5, bufferBefore: 10, bufferAfter: 10 });
    await book('Overlap', at(4, 2));
    const min = (minutes: number) => new Date(Date.parse(at(4, 2)) + minutes * 60_000).toISOString();
    const status = async (minutes: number) => (await hold(min(minutes), 'long')).status;
    expect([await status(-65), await status(0), await status(35)]).toEqual([409, 409, 409]);
    expect(await status(40)).toBe(201);
    expect(await status(-70)).toBe(201);
  });

  it('E-02 a hold keeps the time for one and no other, is given up for the next choice, and ends by itself', async () => {
    const [first, second] = [at(5, 1), at(5, 2)];
    const held = await hold(first);
    expect((await slotsOn(first)).includes(first)).toBe(false);
    await guest().post('/booking/talk/holds', { startsAt: second, replaces: held.body.hold });
    expect((await slotsOn(first)).includes(first)).toBe(true);
    expect((await slotsOn(second)).includes(second)).toBe(false);
    // Its time is over before the database has taken it away.
    await site.in(async () => {
      const over = new Date(Date.now() - 1000);
      await mongoose.models['Call']!.updateMany({ state: 'held', startsAt: new Date(second) }, { holdUntil: over });
      await mongoose.models['CallClaim']!.updateMany({ until: { $ne: null } }, { until: over });
    });
    expect((await slotsOn(second)).includes(second)).toBe(true);
    expect((await hold(second)).status).toBe(201);
  });

  it('E-02 a hold becomes a call once, however often the form is sent, and never when its time is over', async () => {
    const { body } = await hold(at(6));
    const form = { hold: body.hold, ...who('Twice') };
    const answers = await Promise.all(Array.from({ length: 5 }, () => guest().post('/booking/talk/calls', form)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect((await guest().post('/booking/talk/calls', { ...form, ...who('Other') })).body.code).toBe('conflict');
    const late = await hold(at(6, 3));
    await site.in(async () => {
      await mongoose.models['Call']!.updateOne(
        { state: 'held', startsAt: new Date(at(6, 3)) },
        { holdUntil: new Date(0) },
      );
    });
    const refused = await guest().post('/booking/talk/calls', { hold: late.body.hold, ...who('Late') });
    expect([refused.status, refused.body.code]).toEqual([409, 'hold-over']);
  });

  it('E-05 two who book at once cannot pass the cap of a day', async () => {
    const capped = await site.member('Cara', ['rep']);
    const id = (await capped.get('/me')).body.membershipId as string;
    await capped.put('/availability', { ...always(), maxPerDay: 2 });
    await create('capped', { hosts: [id] });
    const day = `${at(8).slice(0, 10)}T`;
    const hours = ['08', '09', '10', '11', '12', '13'];
    const answers = await Promise.all(hours.map((hour) => hold(`${day}${hour}:00:00.000Z`, 'capped')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
  });

  it('E-02 what waits for a yes takes the time; a no gives it back', async () => {
    await create('asked', { hosts: [repId], needsApproval: true });
    const startsAt = at(7);
    const asked = await book('Asks', startsAt, 'asked');
    expect(asked.state).toBe('pending');
    expect((await hold(startsAt)).status).toBe(409);
    await bed.settle();
    const mailed = await mails('asks@guest.example');
    expect(mailed.map(({ subject }) => subject)).toEqual(['We have your request: Call asked']);
    const { version } = await teamCall(asked.id);
    expect((await rep.post(`/calls/${asked.id}/approve`, { version })).body.state).toBe('confirmed');
    expect((await rep.post(`/calls/${asked.id}/approve`, { version })).status).toBe(409);
    const no = await rep.post(`/calls/${asked.id}/cancel`, { version: version + 1, reason: 'Not now' });
    expect(no.body).toMatchObject({ state: 'cancelled', cancelReason: 'Not now', cancelledBy: 'member' });
    expect((await hold(startsAt)).status).toBe(201);
  });

  it('E-03 how many times are left this week and the next is counted of those that can be booked', async () => {
    const counted = await site.member('Cora', ['rep']);
    const id = (await counted.get('/me')).body.membershipId as string;
    // One time a day.
    const week = Array.from({ length: 7 }, () => [{ from: '12:00', to: '12:30' }]);
    await counted.put('/availability', { ...always(), week });
    await create('counted', { hosts: [id] });
    const capacity = async () => (await guest().get('/booking/counted/capacity')).body;
    const before = await capacity();
    expect(before.nextWeek).toBe(7);
    expect(before.thisWeek).toBeLessThanOrEqual(7);
    const slots = await guest().get(`/booking/counted/slots?from=${at(0)}&to=${at(15)}`);
    expect(before.first).toBe(slots.body.slots[0]);
    await hold(before.first, 'counted');
    // What is seconds old may be told again; it is counted anew by a change of the call, too.
    const { items } = (await site.owner.get('/call-types')).body;
    const { id: typeId, version, ...body } = items.find(({ slug }: { slug: string }) => slug === 'counted');
    await site.owner.put(`/call-types/${typeId}`, { ...body, version });
    const after = await capacity();
    expect(after.thisWeek + after.nextWeek).toBe(before.thisWeek + before.nextWeek - 1);
    expect((await guest().get('/booking/nothing/capacity')).status).toBe(404);
  });

  it('E-05 a member who is on the way takes calls by the clock of where they are', async () => {
    const away = await site.member('Tara', ['rep']);
    const id = (await away.get('/me')).body.membershipId as string;
    const date = at(20).slice(0, 10);
    const week = Array.from({ length: 7 }, () => []);
    const overrides = [{ date, windows: [{ from: '09:00', to: '10:00' }], timeZone: 'Asia/Tokyo' }];
    expect((await away.put('/availability', { ...always('Europe/Berlin'), week, overrides })).status).toBe(200);
    expect((await away.get('/availability')).body.overrides).toEqual(overrides);
    await create('away', { hosts: [id] });
    const [from, to] = [new Date(Date.parse(date) - DAY).toISOString(), new Date(Date.parse(date) + DAY).toISOString()];
    const { body } = await guest().get(`/booking/away/slots?from=${from}&to=${to}`);
    expect(body.slots).toEqual([`${date}T00:00:00.000Z`, `${date}T00:30:00.000Z`]);
    await book('Away', `${date}T00:00:00.000Z`, 'away');
  });

  it('E-12 a page says nothing of whose calendar it is, and who comes by their link need not say who they are', async () => {
    const page = await guest().post('/booking/talk', { personalToken: site.joinToken });
    expect(page.body.guest).toEqual({ ...nameOf(site), emailHint: 'p…@calls.example', phoneHint: null });
    const text = JSON.stringify([page.body, (await guest().get('/booking')).body, await slotsOn(at(9))]);
    for (const mark of [repId, 'Rita', site.person.email]) expect(text).not.toContain(mark);
    const { body } = await hold(at(9));
    const form = { hold: body.hold, personalToken: site.joinToken, timeZone: 'Europe/Berlin' };
    const booked = await guest().post('/booking/talk/calls', form);
    expect(booked.status).toBe(201);
    expect(await teamCall(booked.body.id, site.owner)).toMatchObject({ leadId: site.leadId });
    const anonymous = await guest().post('/booking/talk/calls', { hold: body.hold, timeZone: 'UTC' });
    expect([anonymous.status, anonymous.body.issues.length]).toEqual([400, 3]);
  });
});

const nameOf = ({ person: { firstName, lastName } }: Site) => ({ firstName, lastName });

describe('who takes a call', () => {
  it('E-10 takes the owner of the lead where they are free, and the next by turn where not; each says why', async () => {
    const other = await site.member('Omar', ['rep']);
    const otherId = (await other.get('/me')).body.membershipId as string;
    await other.put('/availability', always());
    await create('team', { hosts: [repId, otherId] });
    const lead = (await site.owner.get(`/leads/${site.leadId}`)).body;
    const seen = lead.assignee?.membershipId ?? null;
    if (seen !== otherId) await site.owner.put(`/leads/${site.leadId}/assignee`, { membershipId: otherId, seen });
    const mine = async (days: number) => {
      const { body } = await hold(at(days), 'team');
      const form = { hold: body.hold, personalToken: site.joinToken, timeZone: 'UTC' };
      const booked = await guest().post('/booking/team/calls', form);
      expect([booked.status, booked.body]).toEqual([201, expect.anything()]);
      return teamCall(booked.body.id, site.owner);
    };
    const owned = await mine(11);
    expect([owned.host.membershipId, owned.why.byOwner]).toEqual([otherId, true]);
    await create('omar', { hosts: [otherId] });
    await book('Busy', at(12), 'omar');
    const passed = await mine(12);
    expect([passed.host.membershipId, passed.why.byOwner]).toEqual([repId, false]);
    expect(passed.why.reasons).toContainEqual({ name: 'Omar calls', verdict: 'excluded', portion: null });
    // Nobody's: by turn, so that both get as many.
    const hosts = [];
    for (const name of ['T1', 'T2', 'T3', 'T4'])
      hosts.push((await teamCall((await book(name, at(13, hosts.length), 'team')).id, site.owner)).host.membershipId);
    expect(hosts.filter((id) => id === repId)).toHaveLength(2);
  });

  it('E-11 the lead is its host’s and stands in the stage, in the transaction of the booking', async () => {
    await create('staged', { hosts: [repId], stage: { pipelineId: 'default', stage: 'qualified' } });
    const { id } = await book('Stage', at(14), 'staged');
    const { leadId } = await teamCall(id);
    const lead = (await rep.get(`/leads/${leadId}`)).body;
    expect(lead).toMatchObject({ stage: 'qualified', assignee: { membershipId: repId } });
    expect(lead.history.at(-1)).toMatchObject({ stage: 'qualified', cause: 'booking' });
    const timeline = await rep.get(`/leads/${leadId}/timeline?kinds=call`);
    expect([timeline.status, timeline.body]).toEqual([200, expect.anything()]);
    expect(timeline.body.items).toEqual([expect.objectContaining({ kind: 'call', callId: id, state: 'confirmed' })]);
  });
});

describe('changes', () => {
  const files = async (to: string) => {
    await bed.settle();
    const rows = await site.in(async () =>
      mongoose.models['MailMessage']!.find({ 'to.address': to }).sort({ createdAt: 1, _id: 1 }).lean(),
    );
    return rows.flatMap((row) =>
      ((row as { attachments?: { content: string }[] }).attachments ?? []).map(({ content }) => ({
        method: /METHOD:(\w+)/.exec(content)![1],
        uid: /UID:(\S+)/.exec(content)![1],
        sequence: Number(/SEQUENCE:(\d+)/.exec(content)![1]),
        zone: /DTSTART;TZID=([^:]+)/.exec(content)![1],
        organizer: /ORGANIZER;[^:]*:mailto:(\S+)/.exec(content)![1],
      })),
    );
  };

  it('E-07 E-08 E-09 moving, handing over and calling off keep one entry in both calendars, and plan reminders anew', async () => {
    const other = (await site.owner.get('/call-types')).body.items.find(
      ({ slug }: { slug: string }) => slug === 'team',
    );
    const otherId = other.hosts.find((id: string) => id !== repId) as string;
    await create('moved', { hosts: [repId, otherId] });
    const booked = await book('Moves', at(16), 'moved');
    const host = (await teamCall(booked.id, site.owner)).host.membershipId as string;
    const next = host === repId ? otherId : repId;
    const link = `/booked/${booked.token}`;
    const moved = await guest().post(`${link}/reschedule`, { startsAt: at(17), reason: 'A meeting' });
    expect(moved.body).toMatchObject({ id: booked.id, sequence: 1, startsAt: at(17), token: booked.token });
    expect((await slotsOn(at(16), 'moved')).includes(at(16))).toBe(true);
    const remindAt = await site.in(async () => (await mongoose.models['Call']!.findById(booked.id).lean()) as never);
    expect((remindAt as { remindAt: Date }).remindAt.toISOString()).toBe(at(16));
    await bed.settle();
    const { version, moveReason } = await teamCall(booked.id, site.owner);
    expect(moveReason).toBe('A meeting');
    const given = await site.owner.post(`/calls/${booked.id}/reassign`, { version, membershipId: next });
    expect([given.status, given.body.host?.membershipId]).toEqual([200, next]);
    await bed.settle();
    expect((await guest().post(`${link}/cancel`, { reason: 'Found something else' })).body.state).toBe('cancelled');
    expect((await guest().post(`${link}/cancel`, {})).body.code).toBe('illegal-transition');
    const entries = await files('moves@guest.example');
    expect(entries.map(({ method, sequence }) => [method, sequence])).toEqual([
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['REQUEST', 2],
      ['CANCEL', 3],
    ]);
    expect(new Set(entries.map(({ uid }) => uid))).toEqual(new Set([booked.id]));
    expect(new Set(entries.map(({ organizer }) => organizer)).size).toBe(1);
    expect(new Set(entries.map(({ zone }) => zone))).toEqual(new Set(['America/New_York']));
    const former = await files(host === repId ? 'rita@calls.example' : 'omar@calls.example');
    const own = former.filter(({ uid }) => uid === booked.id);
    expect(own.map(({ method, sequence }) => [method, sequence])).toEqual([
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['CANCEL', 2],
    ]);
    expect(await claims({ callId: booked.id })).toBe(0);
  });

  it('E-08 after the cut-off the link changes nothing, and another one opens nothing', async () => {
    await create('soon', { hosts: [repId], cutOff: 7 * 24 * 60 });
    const { token } = await book('Soon', at(2, 5), 'soon');
    const refused = await guest().post(`/booked/${token}/cancel`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'too-late']);
    expect((await guest().post(`/booked/${token}/reschedule`, { startsAt: at(10) })).body.code).toBe('too-late');
    expect((await guest().get(`/booked/${token}`)).body.changeableUntil).toBeNull();
    const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    expect((await guest().get(`/booked/${changed}`)).status).toBe(404);
  });

  it('E-08 what came of a call is noted once it has begun, and by nobody who does not see it', async () => {
    const { id } = await book('Shows', at(18));
    const note = (version: number, as = rep) =>
      as.post(`/calls/${id}/outcome`, { version, outcome: 'no-show', note: 'Rang twice' });
    expect((await note(2)).body.code).toBe('illegal-transition');
    await site.in(async () => {
      await mongoose.models['Call']!.updateOne({ _id: id }, { startsAt: new Date(Date.now() - HOUR) });
    });
    const stranger = await site.member('Sam', ['rep']);
    expect((await note(2, stranger)).status).toBe(404);
    expect((await note(2)).body).toMatchObject({ outcome: 'no-show', outcomeNote: 'Rang twice' });
    expect((await note(2)).body.code).toBe('conflict');
  });

  it('E-09 a reminder goes out once to both, each in their own zone', async () => {
    const { id } = await book('Remind', at(19));
    await site.in(async () => {
      await mongoose.models['Call']!.updateOne({ _id: id }, { remindAt: new Date(Date.now() - 1000) });
    });
    expect(await bed.modules.calls.remind()).toBe(1);
    expect(await bed.modules.calls.remind()).toBe(0);
    await bed.settle();
    const [mail] = (await mails('remind@guest.example')).filter(({ subject }) => subject.startsWith('Soon'));
    const { text } = (await bed.modules.mail.service.findKept(mail!.id))!;
    expect(text).toContain('Eastern Time');
    const own = (await mails('rita@calls.example')).filter(({ subject }) => subject === 'Soon: call with Remind Guest');
    expect((await bed.modules.mail.service.findKept(own[0]!.id))!.text).toContain('Central European');
  });
});
