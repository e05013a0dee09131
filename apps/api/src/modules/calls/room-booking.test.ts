import { beforeAll, describe, expect, it } from '@jest/globals';
import type { MembershipId, OfferView, PersonId, SessionId, TenantId } from '@stageline/contracts';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { callType } from '../../testing/isolation-calls.ts';
import { visitor } from '../../testing/site-bed.ts';

const MINUTE = 60_000;
const always = {
  ...{ version: 0, isActive: true, timeZone: 'UTC', overrides: [], maxPerDay: null, maxPerWeek: null },
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
};
let bed: ApiBed;
let site: Site;
let guests = 0;
let personId: PersonId;
const reps: { readonly id: MembershipId; readonly name: string }[] = [];

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('room-calls');
  for (const name of ['Ada', 'Ben']) {
    const rep = await site.member(name, ['rep']);
    expect((await rep.put('/availability', always)).status).toBe(200);
    reps.push({ id: ((await rep.get('/me')).body as { membershipId: MembershipId }).membershipId, name });
  }
  const type = { ...callType('talk'), ...{ needsApproval: false, length: 10, increment: 5 } };
  expect((await site.owner.post('/call-types', { ...type, hosts: reps.map(({ id }) => id) })).status).toBe(201);
  expect((await site.owner.post(`/sessions/${site.sessionId}/go-live`)).status).toBe(200);
  const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
  ({ personId } = lead as unknown as { personId: PersonId });
});

const guest = () => {
  guests += 1;
  return visitor(bed, site.host, undefined, () => `127.6.0.${guests}`);
};
const passOf = (identity: PersonId | MembershipId, of = site.sessionId) =>
  bed.modules.offers.pass.issue(site.tenantId as TenantId, of as SessionId, identity);
async function shown(link = `https://${site.host}/book/talk`) {
  const body = { kind: 'offer', title: 'A talk', text: '', label: 'Book', link, price: '' };
  const path = `/sessions/${site.sessionId}/offers`;
  const made = await site.owner.post(path, { ...body, seconds: null, offsetSeconds: null });
  const { id } = made.body as OfferView;
  expect((await site.owner.post(`${path}/${id}/show`)).status).toBe(200);
  return {
    takeOff: () => site.owner.post(`${path}/${id}/take-off`),
    clicked: async () => {
      const { items } = (await site.owner.get(path)).body as { items: OfferView[] };
      return items.find((offer) => offer.id === id)!.counts.clicked;
    },
    open: (pass = passOf(personId)) => guest().post(`/offers/${id}/booking`, { pass, personalToken: site.joinToken }),
  };
}
/** The full hour some days from now. */
const inDays = (days: number) => new Date((Math.floor(Date.now() / 3_600_000) + 24 * days) * 3_600_000).toISOString();
const here = (id: MembershipId) => site.in(() => bed.modules.assignment.here(id));

describe('calls that are booked in the room', () => {
  it('E-01 whoever is in the room books as who they are; it counts once, and stands with its masterclass', async () => {
    const { open, clicked } = await shown();
    const { status, body } = await open();
    expect([status, body]).toEqual([200, expect.anything()]);
    const { firstName, lastName } = site.person;
    expect(body.page).toMatchObject({ slug: 'talk', guest: { firstName, lastName, phoneHint: null } });
    expect(body.first).toHaveLength(4);
    expect(JSON.stringify(body)).not.toContain(site.person.email);
    for (const { id, name } of reps) for (const mark of [id, name]) expect(JSON.stringify(body)).not.toContain(mark);
    await open();
    expect(await clicked()).toBe(1);
    const held = await guest().post('/booking/talk/holds', { startsAt: body.first[3].startsAt });
    const form = { hold: held.body.hold, personalToken: site.joinToken, timeZone: 'UTC', way: body.way };
    const booked = await guest().post('/booking/talk/calls', form);
    expect([booked.status, booked.body]).toEqual([201, expect.anything()]);
    const { items } = (await site.owner.get(`/leads/${site.leadId}/timeline?kinds=call`)).body;
    const { title } = (await site.owner.get(`/sessions/${site.sessionId}`)).body;
    expect(items).toEqual([
      expect.objectContaining({ callId: booked.body.id, sessionId: site.sessionId, sessionTitle: title }),
    ]);
  });

  it('E-01 a word of somebody else’s, or one that is not ours, books no call in a room', async () => {
    const { open } = await shown();
    const stranger = (await open(passOf('per_00000000000000000000000000' as PersonId))).body.way as string;
    let days = 2;
    for (const way of [stranger, `${stranger.slice(0, -4)}AAAA`]) {
      const startsAt = inDays((days += 1));
      const held = await guest().post('/booking/talk/holds', { startsAt });
      const form = { hold: held.body.hold, personalToken: site.joinToken, timeZone: 'UTC', way };
      const booked = await guest().post('/booking/talk/calls', form);
      expect(booked.status).toBe(201);
      const { items } = (await site.owner.get(`/leads/${site.leadId}/timeline?kinds=call`)).body;
      const told = items.find(({ callId }: { callId: string }) => callId === booked.body.id);
      expect(told).toMatchObject({ sessionId: null, sessionTitle: null });
    }
  });

  it('E-01 opens for the audience of its room, while it is on the screen, and where it books a call', async () => {
    const { open, takeOff, clicked } = await shown();
    expect((await open(passOf(reps[0]!.id))).body.code).toBe('forbidden');
    expect((await open(passOf(personId, 'ses_00000000000000000000000000'))).status).toBe(404);
    expect(await clicked()).toBe(0);
    await takeOff();
    const late = await open();
    expect([late.status, late.body.code]).toEqual([409, 'offer-over']);
    expect((await (await shown('https://shop.example/')).open()).status).toBe(404);
    expect((await (await shown(`https://${site.host}/book/nothing`)).open()).status).toBe(404);
  });

  it('E-10 a call that begins in a few minutes is said to, and goes to somebody who is here, even if the lead is another’s', async () => {
    const lead = (await site.owner.get(`/leads/${site.leadId}`)).body;
    const [ada, ben] = reps.map(({ id }) => id);
    const seen = lead.assignee?.membershipId ?? null;
    if (seen !== ada) await site.owner.put(`/leads/${site.leadId}/assignee`, { membershipId: ada, seen });
    const { open } = await shown();
    const times = async () => (await open()).body.first as { startsAt: string; isSoon: boolean }[];
    expect((await times()).map(({ isSoon }) => isSoon)).toEqual([false, false, false, false]);
    await here(ben!);
    const soon = (await times()).filter(({ isSoon }) => isSoon);
    for (const { startsAt } of soon) expect(Date.parse(startsAt) - Date.now()).toBeLessThanOrEqual(15 * MINUTE);
    const bookAt = async (startsAt: string) => {
      const { body } = await guest().post('/booking/talk/holds', { startsAt });
      const form = { hold: body.hold, personalToken: site.joinToken, timeZone: 'UTC' };
      const booked = await guest().post('/booking/talk/calls', form);
      expect([booked.status, booked.body]).toEqual([201, expect.anything()]);
      return (await site.owner.get(`/calls/${booked.body.id}`)).body.host.membershipId;
    };
    expect(await bookAt(soon[1]!.startsAt)).toBe(ben);
    // Whoever is here now says nothing of another day.
    expect(await bookAt(inDays(8))).toBe(ada);
  });
});
