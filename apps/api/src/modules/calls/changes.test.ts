import { beforeAll, describe, expect, it } from '@jest/globals';
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
const at = (hours: number) => new Date((Math.floor(Date.now() / HOUR) + hours) * HOUR).toISOString();

let bed: ApiBed;
let site: Site;
let visitors = 0;
const guest = () => {
  visitors += 1;
  return visitor(bed, site.host, undefined, () => `127.9.0.${visitors}`);
};

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('changes');
});

/** A member who takes calls. */
async function rep(name: string) {
  const browser = await site.member(name, ['rep']);
  const { membershipId } = (await browser.get('/me')).body as { membershipId: string };
  expect((await browser.put('/availability', always)).status).toBe(200);
  return { browser, membershipId, email: `${name.toLowerCase()}@changes.example` };
}
async function kind(slug: string, hosts: readonly string[], more: object = {}) {
  const made = { ...callType(slug), needsApproval: false, hosts, ...more };
  const answer = await site.owner.post('/call-types', made);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return { ...made, id: answer.body.id as string, version: answer.body.version as number };
}
async function book(slug: string, startsAt: string, email: string) {
  const { body } = await guest().post(`/booking/${slug}/holds`, { startsAt });
  const person = { firstName: 'Ana', lastName: 'Guest', email, timeZone: 'UTC' };
  const booked = await guest().post(`/booking/${slug}/calls`, { hold: body.hold, ...person });
  expect([booked.status, booked.body]).toEqual([201, expect.anything()]);
  return booked.body as { id: string; token: string; state: string };
}
const move = (token: string, startsAt: string) => guest().post(`/booked/${token}/reschedule`, { startsAt });
const seen = async (id: string) => (await site.owner.get(`/calls/${id}`)).body;

interface Letter {
  readonly subject: string;
  readonly method: string | null;
  readonly sequence: number | null;
}
/** What somebody was written, in its order. */
async function letters(to: string): Promise<Letter[]> {
  await bed.settle();
  const rows = await site.in(async () =>
    mongoose.models['MailMessage']!.find({ 'to.address': to }).sort({ createdAt: 1, _id: 1 }).lean(),
  );
  return (rows as unknown as { subject: string; attachments?: { content: string }[] }[]).map((row) => {
    const file = row.attachments?.[0]?.content ?? '';
    const sequence = /SEQUENCE:(\d+)/.exec(file)?.[1];
    return {
      subject: row.subject,
      method: /METHOD:(\w+)/.exec(file)?.[1] ?? null,
      sequence: sequence === undefined ? null : Number(sequence),
    };
  });
}

describe('changes of calls', () => {
  it('E-02 E-08 a time that needs a yes needs one anew when its guest moves it, and nobody is told that it is certain', async () => {
    const ben = await rep('Ben');
    await kind('asked', [ben.membershipId], { needsApproval: true });
    const call = await book('asked', at(60), 'asked@guest.example');
    const approve = async () => {
      const { version } = await seen(call.id);
      return ben.browser.post(`/calls/${call.id}/approve`, { version });
    };
    expect((await approve()).body.state).toBe('confirmed');
    await bed.settle();
    expect((await move(call.token, at(62))).body).toMatchObject({ state: 'pending', startsAt: at(62) });
    const told = await letters('asked@guest.example');
    expect(told.map(({ subject, ...file }) => [subject, file.method, file.sequence])).toEqual([
      ['We have your request: A call', null, null],
      ['Booked: A call with Ben changes', 'REQUEST', 0],
      // The entry that their calendar has by then goes along with the time.
      ['We have your request: A call', 'REQUEST', 1],
    ]);
    const asked = (await letters(ben.email)).filter(({ subject }) => subject === 'Ana Guest asks for a call');
    expect(asked).toHaveLength(2);
    expect((await approve()).body.state).toBe('confirmed');
    expect((await letters('asked@guest.example')).at(-1)).toMatchObject({ method: 'REQUEST', sequence: 1 });
  });

  it('E-07 whoever had a call loses its entry, also where it changed once more before they were told', async () => {
    const [cleo, dan] = [await rep('Cleo'), await rep('Dan')];
    await kind('twice', [cleo.membershipId]);
    const call = await book('twice', at(70), 'twice@guest.example');
    await bed.settle();
    expect((await move(call.token, at(72))).body.sequence).toBe(1);
    await bed.settle();
    // What was told of an earlier change comes late, as after a standstill.
    const { leadId, personId } = await site.in(
      async () => (await mongoose.models['Call']!.findById(call.id).lean()) as never as Record<string, string>,
    );
    const tell = bed.modules.calls.subscribers!.find(({ id }) => id === 'calls.tell')!;
    const parties = { leadId, personId, membershipId: cleo.membershipId, formerMembershipId: dan.membershipId };
    const late = { callId: call.id, change: 'reassigned', sequence: 0, outcome: null, ...parties };
    const before = (await letters(cleo.email)).length;
    await site.in(() => tell.handle(late as never, { tenantId: site.tenantId } as never));
    expect(await letters(dan.email)).toEqual([expect.objectContaining({ method: 'CANCEL', sequence: 1 })]);
    // The others know by then what holds.
    expect(await letters(cleo.email)).toHaveLength(before);
  });

  it('E-07 a call of somebody who has left the team leaves the calendar of its guest when it is called off', async () => {
    const eli = await rep('Eli');
    await kind('left', [eli.membershipId]);
    const call = await book('left', at(80), 'left@guest.example');
    await bed.settle();
    await site.owner.post('/auth/step-up', { method: 'password', password: site.password });
    expect((await site.owner.delete(`/members/${eli.membershipId}`)).status).toBe(204);
    const { version } = await seen(call.id);
    expect((await site.owner.post(`/calls/${call.id}/cancel`, { version, reason: '' })).status).toBe(200);
    expect((await letters('left@guest.example')).at(-1)).toMatchObject({ method: 'CANCEL', sequence: 1 });
  });

  it('E-08 asked twice for one time, as a lost connection does, a call moves once', async () => {
    const fay = await rep('Fay');
    await kind('again', [fay.membershipId]);
    const call = await book('again', at(90), 'again@guest.example');
    await bed.settle();
    expect((await move(call.token, at(92))).body.sequence).toBe(1);
    await bed.settle();
    expect((await move(call.token, at(92))).body.sequence).toBe(1);
    expect(await letters('again@guest.example')).toHaveLength(2);
  });

  it('E-08 a call can be moved also after its host takes no others of its kind', async () => {
    const [gil, hal] = [await rep('Gil'), await rep('Hal')];
    const { id: typeId, version, ...body } = await kind('given', [gil.membershipId]);
    const call = await book('given', at(100), 'given@guest.example');
    await site.owner.put(`/call-types/${typeId}`, { ...body, hosts: [hal.membershipId], version });
    const { slots } = (await guest().get(`/booked/${call.token}/slots?from=${at(102)}&to=${at(103)}`)).body;
    expect(slots).toContain(at(102));
    expect((await move(call.token, at(102))).status).toBe(200);
  });

  it('E-08 what came of a call stays with the time that it had', async () => {
    const ida = await rep('Ida');
    await kind('noted', [ida.membershipId]);
    const call = await book('noted', at(110), 'noted@guest.example');
    await site.in(() =>
      mongoose.models['Call']!.updateOne({ _id: call.id }, { startsAt: new Date(Date.now() - HOUR) }),
    );
    const { version } = await seen(call.id);
    const noted = await ida.browser.post(`/calls/${call.id}/outcome`, { version, outcome: 'no-show', note: '' });
    expect(noted.body.outcome).toBe('no-show');
    const moved = await ida.browser.post(`/calls/${call.id}/reschedule`, {
      ...{ version: noted.body.version, startsAt: at(112), reason: '' },
    });
    expect([moved.status, moved.body.code]).toEqual([409, 'illegal-transition']);
  });
});
