import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OfferView, PersonId, SessionId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { createBuyer, SELLER } from '../../testing/buyer.ts';
import { callType } from '../../testing/isolation-calls.ts';
import { materialOf } from '../../testing/isolation-materials.ts';
import { replaysOf } from '../../testing/isolation-replays.ts';
import { visitor } from '../../testing/visitor.ts';

let bed: ApiBed;
let site: Site;
let offer: OfferView;
let callTypeId: string;
let visitors = 0;
const { follow, onPage, hear } = createBuyer(() => bed);
const always = {
  ...{ version: 0, isActive: true, timeZone: 'UTC', overrides: [], maxPerDay: null, maxPerWeek: null },
  week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]),
};
const browserOf = (of = site) => visitor(bed, of.host, undefined, () => `127.9.0.${(visitors += 1)}`);

beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('yours');
  await site.in(() => bed.modules.invoices.seller.save(0, SELLER));
  expect((await site.owner.post('/payment-account')).status).toBe(200);
  expect((await site.owner.put('/availability', always)).status).toBe(200);
  const type = { ...callType('inner-circle'), name: 'Inner circle', needsApproval: false, buyersOnly: true };
  callTypeId = (await site.owner.post('/call-types', type)).body.id;
  const path = `/sessions/${site.sessionId}`;
  const words = { kind: 'offer', title: 'The course', text: '', label: 'Get it', link: null, price: '' };
  const sells = { amount: 49_000, currency: 'EUR' };
  const opens = { replay: true, materials: true, callTypeId };
  const body = { ...words, sells, opens, seconds: null, offsetSeconds: null };
  const made = await site.owner.post(`${path}/offers`, body);
  expect([made.status, made.body]).toEqual([201, expect.objectContaining({ opens })]);
  offer = made.body as OfferView;
  expect((await site.owner.post(`${path}/go-live`)).status).toBe(200);
  expect((await site.owner.post(`${path}/offers/${offer.id}/show`)).status).toBe(200);
  await materialOf(site);
});

async function guest(name: string) {
  const email = `${name.toLowerCase()}@people.example`;
  const browser = browserOf();
  expect((await browser.post('/registrations', { firstName: name, lastName: 'Guest', email })).status).toBe(201);
  await bed.settle();
  const lead = (await site.in(async () => mongoose.models['Lead']!.findOne({ 'person.email': email }).lean())) as any;
  const { _id: leadId, personId } = lead as { _id: string; personId: PersonId };
  const token = bed.container.joinLinks.tokenFor(site.tenantId as TenantId, leadId as never);
  const way = { offerId: offer.id, personId, followedAt: new Date() };
  const order = bed.modules.orders.links.tokenFor(site.tenantId as TenantId, way);
  const buyer = { company: null, address: [], country: 'DE', taxId: null };
  const page = async (of = site) => {
    const answer = await bed.http.inject({ method: 'GET', url: `/yours/${token}`, headers: { host: of.host } });
    return { status: answer.statusCode, body: answer.body };
  };
  return {
    ...{ token, personId, leadId, page, email },
    look: () => browser.post('/orders/look', { token: order }),
    /** @returns the page of the provider */
    async buy(): Promise<string> {
      const placed = await browser.post('/orders', { token: order, total: 49_000, buyer, locale: 'en' });
      expect(placed.status).toBe(201);
      const url = await follow(site, placed.body.payPath);
      await onPage(url, { step: 'choose', outcome: 'card' });
      await hear();
      await eventually(async () => (await page()).body.includes('<p class="status">Open</p>'));
      return url;
    },
    file: async () => {
      const link = /href="([^"]*\/handout\/[^"]*)"/.exec((await page()).body)![1]!;
      return async () => (await bed.http.inject({ url: link, headers: { host: site.host } })).statusCode;
    },
    replay: async () => (await browser.post('/replays/open', { by: { token, sessionId: site.sessionId } })).body,
    bookable: async () => (await browser.post('/booking/inner-circle', { personalToken: token })).body.mayBook,
    hold: async (as: string | undefined = token) => {
      const startsAt = new Date((Math.floor(Date.now() / 3_600_000) + 30 + (visitors += 1)) * 3_600_000).toISOString();
      return browser.post('/booking/inner-circle/holds', { startsAt, ...(as !== '' && { personalToken: as }) });
    },
    book: (hold: string) =>
      browser.post('/booking/inner-circle/calls', { hold, personalToken: token, timeZone: 'UTC' }),
  };
}
const seen = async (what: () => Promise<unknown>, wanted: unknown) =>
  eventually(async () => JSON.stringify(await what()) === JSON.stringify(wanted));

describe('what somebody has bought', () => {
  it('D-06 opens replay, files and a call on a page of their own, and a dispute closes all three until it is won', async () => {
    await replaysOf(() => bed).made(site, { access: 'buyers' });
    const [ana, ben] = [await guest('Ana'), await guest('Ben')];
    expect((await ana.look()).body.opens).toEqual({ replay: true, materials: true, call: 'Inner circle' });
    expect((await ana.page()).body).toContain('not ordered anything');
    expect((await ana.replay()).state).toBe('buyers');
    expect(await ana.bookable()).toBe(false);
    const url = await ana.buy();

    const shown = await ana.page();
    expect(shown.status).toBe(200);
    for (const mark of ['The course', 'Watch the replay', 'yours.pdf', 'Book your call: Inner circle'])
      expect(shown.body).toContain(mark);
    const { replay, state } = await ana.replay();
    expect(state).toBe('open');
    const moments = () => browserOf().get(`/replays/with/${replay.grant}/moments`);
    expect((await moments()).status).toBe(200);
    const file = await ana.file();
    expect(await file()).toBe(200);
    expect(await ana.bookable()).toBe(true);
    // The way to it comes by mail, once.
    await bed.settle();
    const mails = () =>
      site.in(async () =>
        mongoose.models['MailMessage']!.find({ personId: ana.personId, subject: /^Open for you/ }).lean(),
      );
    expect(await mails()).toHaveLength(1);
    expect(JSON.stringify(await mails())).toContain(`/yours/`);
    // Somebody else has none of it, and the link of another site says nothing.
    expect(await ben.bookable()).toBe(false);
    expect((await ben.hold()).body.code).toBe('buyers-only');
    expect((await ben.hold('')).body.code).toBe('buyers-only');
    expect((await ben.replay()).state).toBe('buyers');
    expect((await ana.page(await bed.site('yours-not'))).status).toBe(404);
    expect((await browserOf().get('/booking')).body.items).toEqual([]);

    const held = await ana.hold();
    expect(held.status).toBe(201);
    const second = await ana.hold();
    const booked = await ana.book(held.body.hold);
    expect([booked.status, booked.body.state]).toEqual([201, 'confirmed']);
    expect((await ana.book(second.body.hold)).body.code).toBe('buyers-only');
    expect((await ana.page()).body).toContain('Your call: Inner circle');

    await onPage(url, { step: 'dispute' });
    await hear();
    await bed.settle();
    await seen(async () => (await ana.page()).body.includes('until your bank has decided'), true);
    expect((await ana.page()).body).not.toContain('/replay?of=');
    expect((await ana.replay()).state).toBe('buyers');
    expect(await file()).toBe(404);
    expect(await ana.bookable()).toBe(false);
    // What was being watched ends, and the call is called off.
    await seen(async () => (await moments()).status, 404);
    const call = async () => (await browserOf().get(`/booked/${booked.body.token}`)).body.state;
    await seen(call, 'cancelled');

    await onPage(url, { step: 'win' });
    await hear();
    await bed.settle();
    await seen(async () => (await ana.replay()).state, 'open');
    expect(await file()).toBe(200);
    await seen(() => ana.bookable(), true);
    await bed.settle();
    expect(await mails()).toHaveLength(1);
  });

  it('D-06 what is closed says why, and how it opens', async () => {
    const dora = await guest('Dora');
    const placed = await browserOf().post('/orders/look', {
      token: bed.modules.orders.links.tokenFor(site.tenantId as TenantId, {
        ...{ offerId: offer.id, personId: dora.personId, followedAt: new Date() },
      }),
    });
    expect(placed.status).toBe(200);
    const row = {
      ...{ _id: newId('ent'), orderId: newId('ord'), sessionId: site.sessionId, personId: dora.personId },
      ...{ leadId: dora.leadId, invoiceId: newId('ivc'), title: '<b>Late</b>', orderedAt: new Date() },
      ...{ opens: { replay: true, materials: false, callTypeId: null }, changedAt: new Date() },
    };
    const says = async (closed: string) => {
      await site.in(async () => mongoose.models['Entitlement']!.deleteMany({ personId: dora.personId }));
      await site.in(async () => mongoose.models['Entitlement']!.create({ ...row, closed }));
      return (await dora.page()).body;
    };
    expect(await says('late')).toContain('two weeks');
    expect(await says('late')).toContain('Pay now');
    expect(await says('late')).not.toContain('<b>Late');
    expect(await says('refunded')).toContain('went back to you');
    expect(await says('refunded')).not.toContain('Pay now');
    expect(await says('lost')).toContain('took the payment back');
  });

  it('D-06 a seat at a price whose money went back opens no replay to whoever had it', async () => {
    const emil = await guest('Emil');
    const other = newId('ses') as SessionId;
    await replaysOf(() => bed).made(site, { access: 'registrants', sessionId: other });
    const seatId = newId('sea');
    const write = (model: string, doc: object) => site.in(async () => mongoose.models[model]!.create(doc));
    await write('Seat', {
      ...{ _id: seatId, sessionId: other, personId: emil.personId, state: 'held', turn: 1 },
      createdAt: new Date(),
    });
    const open = async () =>
      (await browserOf().post('/replays/open', { by: { token: emil.token, sessionId: other } })).body.state;
    expect(await open()).toBe('open');
    const terms = { price: 4900, needed: 4900, currency: 'EUR', lastHold: new Date(), round: 1, holdUntil: null };
    await write('Admission', { _id: seatId, sessionId: other, state: 'unpaid', ...terms });
    expect(await open()).toBe('none');
    await site.in(async () => mongoose.models['Admission']!.updateOne({ _id: seatId }, { $set: { state: 'paid' } }));
    expect(await open()).toBe('open');
  });

  it('E-01 a kind of call that is gone opens nothing, and an offer that leads elsewhere neither', async () => {
    const path = `/sessions/${site.sessionId}/offers`;
    const words = { kind: 'offer', title: 'Other', text: '', label: 'Get it', seconds: null, offsetSeconds: null };
    const sold = { link: null, price: '', sells: { amount: 100, currency: 'EUR' } };
    const opens = { replay: false, materials: false, callTypeId: newId('clt') };
    const gone = await site.owner.post(path, { ...words, ...sold, opens });
    expect([gone.status, gone.body.issues[0].pointer]).toEqual([400, '/opens/callTypeId']);
    const link = { link: 'https://shop.example/x', price: '1 €', opens: { ...opens, replay: true, callTypeId: null } };
    const elsewhere = await site.owner.post(path, { ...words, ...link });
    expect([elsewhere.status, elsewhere.body.issues[0].pointer]).toEqual([400, '/opens']);
  });

  it('C-10 what was ordered in the room is ordered in its replay, by whoever came by their own link', async () => {
    const { key } = await replaysOf(() => bed).made(site, { access: 'link' });
    const fay = await guest('Fay');
    const opened = async (by: object) => (await browserOf().post('/replays/open', { by })).body.replay.grant as string;
    const mine = await opened({ token: fay.token });
    const nobodys = await opened({ key });
    const offered = async (grant: string) =>
      (await browserOf().get(`/replays/with/${grant}/moments`)).body.offers.find(
        ({ id }: OfferView) => id === offer.id,
      );
    const goFrom = async (grant: string) =>
      String(
        (
          await bed.http.inject({
            method: 'GET',
            url: `/go/${offer.id}/replay?with=${encodeURIComponent(grant)}`,
            headers: { host: site.host },
          })
        ).headers.location,
      );
    const sells = { amount: 49_000, currency: 'EUR' };
    expect(await offered(mine)).toMatchObject({ sells, hasLink: true, isNameless: false, isOver: false });
    expect(await offered(nobodys)).toMatchObject({ sells, hasLink: false, isNameless: true });
    const way = await goFrom(mine);
    expect(way).toMatch(/^\/order\//);
    const look = await browserOf().post('/orders/look', { token: way.replace('/order/', '') });
    expect(look.body).toMatchObject({ state: 'open', title: 'The course', buyer: { name: 'Fay Guest' } });
    expect(await goFrom(nobodys)).not.toMatch(/^\/order\//);
    // Once its time is over nobody orders it, whatever their page believes.
    await site.in(async () =>
      mongoose.models['Offer']!.updateOne({ _id: offer.id }, { $set: { 'showings.0.expiresAt': new Date() } }),
    );
    expect(await goFrom(mine)).toBe('/offer-over');
  });
});
