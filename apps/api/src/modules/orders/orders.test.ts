import { beforeAll, describe, expect, it } from '@jest/globals';
import type { OfferId, OfferView, OrderPage, PersonId, SessionId, TenantId } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { createBuyer, SELLER } from '../../testing/buyer.ts';
import { visitor } from '../../testing/visitor.ts';
import { earlyPrices } from '../early-prices/index.ts';

let bed: ApiBed;
let slugs = 0;
let visitors = 0;
const { follow, onPage, hear } = createBuyer(() => bed);
beforeAll(async () => {
  bed = await createApiBed();
});

const OFFER = {
  ...{ kind: 'offer', title: 'Eight-week course', text: 'One call a week.', label: 'Get it', link: null, price: '' },
  ...{ sells: { amount: 49_000, currency: 'EUR' }, tellsOrders: true, seconds: 600, offsetSeconds: null },
};
const BUYER = { company: null, address: ['Lindenweg 4'], country: 'DE', taxId: null };

/** A site whose live masterclass offers a course. */
async function shop({ tells = true } = {}) {
  const site = await bed.site(`sold-${(slugs += 1)}`);
  await site.in(() => bed.modules.invoices.seller.save(0, SELLER));
  const path = `/sessions/${site.sessionId}`;
  const account = await site.owner.post('/payment-account');
  expect(account.status).toBe(200);
  const offer = (await site.owner.post(`${path}/offers`, { ...OFFER, tellsOrders: tells })).body as OfferView;
  expect((await site.owner.post(`${path}/go-live`)).status).toBe(200);
  expect((await site.owner.post(`${path}/offers/${offer.id}/show`)).status).toBe(200);
  return { site, offer, path };
}
type Shop = Awaited<ReturnType<typeof shop>>;

async function personOf(site: Site, name: string, touch?: object): Promise<PersonId> {
  const browser = visitor(bed, site.host, undefined, () => `127.3.0.${(visitors = (visitors + 1) % 250)}`);
  const email = `${name.toLowerCase()}@people.example`;
  expect((await browser.post('/registrations', { firstName: name, lastName: 'Guest', email, touch })).status).toBe(201);
  await bed.settle();
  const lead = await site.in(async () => mongoose.models['Lead']!.findOne({ 'person.email': email }).lean());
  return (lead as unknown as { personId: PersonId }).personId;
}

/** Somebody in the room who follows the offer. */
async function guestOf({ site, offer }: Pick<Shop, 'site' | 'offer'>, name: string, touch?: object) {
  const personId = await personOf(site, name, touch);
  const { tenantId, sessionId, host } = site;
  const pass = bed.modules.offers.pass.issue(tenantId as TenantId, sessionId as SessionId, personId);
  const browser = visitor(bed, host, undefined, () => `127.4.0.${(visitors = (visitors + 1) % 250)}`);
  const go = async (): Promise<string> =>
    String(
      (await bed.http.inject({ method: 'GET', url: `/go/${offer.id}?as=${pass}`, headers: { host } })).headers.location,
    );
  const way = await go();
  const token = way.replace(/^\/order\//, '');
  const look = (code?: string) => browser.post('/orders/look', { token, code });
  const place = (total: number, code?: string) =>
    browser.post('/orders', { token, code, total, buyer: BUYER, locale: 'de' });
  return { go, way, look, place, personId, token };
}
type Guest = Awaited<ReturnType<typeof guestOf>>;

async function pay(site: Site, order: OrderPage): Promise<void> {
  const url = await follow(site, order.payPath!);
  // Whoever pays comes back to their order.
  expect((await onPage(url)).body).toContain(`http://${site.host}/order/`);
  await onPage(url, { step: 'choose', outcome: 'card' });
  await hear();
}
const settled = (guest: Guest, state: OrderPage['state']) =>
  eventually(async () => {
    const { body } = await guest.look();
    return body.state === state && (body as OrderPage);
  });
async function buy(site: Site, guest: Guest): Promise<OrderPage> {
  const { body } = await guest.place(49_000);
  await pay(site, body as OrderPage);
  return settled(guest, 'paid');
}
const rows = (site: Site, model: string, filter = {}): Promise<any[]> =>
  site.in(async () => mongoose.models[model]!.find(filter).sort({ _id: 1 }).lean());
const told = (site: Site, offerId: OfferId) =>
  site.in(async () => {
    const { offers } = await bed.modules.offers.board.board(site.sessionId as SessionId);
    return offers.find(({ id }) => id === offerId)!.orders;
  });

describe('orders of offers', () => {
  it('D-01 what an offer sells is ordered, paid at the provider, and told to the room from paid rows alone', async () => {
    const { site, offer, path } = await shop();
    const ana = await guestOf({ site, offer }, 'Ana');
    expect(ana.way).toMatch(/^\/order\//);
    expect((await ana.look()).body).toMatchObject({
      ...{ state: 'open', title: 'Eight-week course', sellerName: 'Dana Reyes', total: 49_000, tax: 7824 },
      ...{ buyer: { name: 'Ana Guest', emailHint: 'a…@people.example' }, payPath: null, counted: null },
    });
    // Nothing is owed by whoever only looks.
    expect(await rows(site, 'Invoice')).toEqual([]);
    const ordered = await ana.place(49_000);
    expect([ordered.status, ordered.body.state]).toEqual([201, 'ordered']);
    expect(await told(site, offer.id)).toEqual({ total: 0, recent: [] });

    await pay(site, ordered.body as OrderPage);
    const { counted } = await settled(ana, 'paid');
    expect(counted).toEqual({ number: 1, code: expect.stringMatching(/^[0-9A-F]{4}-[0-9A-F]{4}$/) });
    expect(await told(site, offer.id)).toEqual({ total: 1, recent: [expect.any(String)] });
    const [invoice] = await rows(site, 'Invoice');
    expect(invoice).toMatchObject({ state: 'paid', sessionId: site.sessionId, buyer: { address: ['Lindenweg 4'] } });

    // Anybody can look the count up, and whoever has bought finds themselves in it.
    const outside = visitor(bed, site.host);
    const count = (await outside.get(`/offers/${offer.id}/orders`)).body;
    expect(count).toEqual({
      ...{ title: 'Eight-week course', total: 1, isTest: true },
      items: [{ number: 1, code: counted!.code, paidAt: expect.stringMatching(/:00\.000Z$/), isTakenBack: false }],
    });
    const { items } = (await site.owner.get(`${path}/moments`)).body as { items: { kind: string; text: string }[] };
    expect(items.filter(({ kind }) => kind === 'order-paid').map(({ text }) => text)).toEqual([
      'Eight-week course · €490.00',
    ]);
  });

  it('B-13 what was paid is told by how its buyers came, as it was known when they bought', async () => {
    const { site, offer } = await shop();
    const mail = { source: 'newsletter', medium: 'email', campaign: 'may' };
    const ana = await guestOf({ site, offer }, 'Ana', mail);
    const ben = await guestOf({ site, offer }, 'Ben');
    await buy(site, ana);
    await ben.place(49_000);
    // How she comes later changes nothing of what was sold.
    await personOf(site, 'Ana', { source: 'elsewhere' });
    const span = 'from=2020-01-01T00:00:00.000Z&to=2100-01-01T00:00:00.000Z';
    const sources = async (touch: string) => (await site.owner.get(`/money/sources?${span}&touch=${touch}`)).body.items;
    const none = { source: '', medium: '', campaign: '', referrer: '', currency: 'EUR' };
    for (const touch of ['first', 'last'])
      expect(await sources(touch)).toEqual([
        { ...none, ...mail, invoices: 1, invoiced: 49_000, paid: 49_000 },
        { ...none, invoices: 1, invoiced: 49_000, paid: 0 },
      ]);
    expect(
      (await site.owner.get('/money/sources?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z')).body,
    ).toEqual({ items: [] });
  });

  it('D-13 of ten who take the last early price at once, all of whom have seen it, one gets it', async () => {
    const { site, offer, path } = await shop();
    const early = { amount: 39_000, until: null, first: 1 };
    await site.owner.put(`${path}/early-prices`, { offerId: offer.id, early });
    const take = () => earlyPrices.take(offer.id, { amount: 49_000, currency: 'EUR' }, 1, new Date());
    const taken = await site.in(() => Promise.all(Array.from({ length: 10 }, take)));
    expect(taken.flat()).toEqual([{ amount: 39_000, isCounted: true }]);
  });

  it('D-13 the last order at an early price is made once at it, and whoever was shown it too is told that it changed', async () => {
    const { site, offer, path } = await shop();
    const early = { amount: 39_000, until: null, first: 1 };
    expect((await site.owner.put(`${path}/early-prices`, { offerId: offer.id, early })).status).toBe(200);
    const [ana, ben] = [await guestOf({ site, offer }, 'Ana'), await guestOf({ site, offer }, 'Ben')];
    expect((await ana.look()).body).toMatchObject({
      ...{ listAmount: 39_000, total: 39_000, early: { amount: 39_000, until: null, left: 1, price: 49_000 } },
    });
    const placed = await Promise.all([ana.place(39_000), ben.place(39_000)]);
    expect(placed.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const late = placed[0].status === 409 ? ana : ben;
    expect((await late.look()).body).toMatchObject({ total: 49_000, early: null });
    expect((await late.place(49_000)).status).toBe(201);
    expect((await rows(site, 'Invoice')).map(({ totals }) => totals.gross).toSorted()).toEqual([39_000, 49_000]);
    // What is cancelled unpaid is somebody else's.
    const [first] = await rows(site, 'Invoice', { 'totals.gross': 39_000 });
    expect((await site.owner.post(`/invoices/${first._id}/cancel`, { reason: 'Asked for it' })).status).toBe(200);
    await bed.settle();
    const cleo = await guestOf({ site, offer }, 'Cleo');
    expect((await cleo.look()).body).toMatchObject({ total: 39_000 });
  });

  it('D-13 several prices hold one after the other, each for its number or its day, and the room shows the one of now', async () => {
    const { site, offer, path } = await shop();
    const put = (early: object) => site.owner.put(`${path}/early-prices`, { offerId: offer.id, early });
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    const steps = [
      { amount: 19_000, until: null, first: 1 },
      { amount: 29_000, until: null, first: 2 },
      { amount: 39_000, until: inAnHour, first: null },
    ] as const;
    const [lowest, ...more] = steps;
    const wrong = await put({ ...lowest, more: [more[1], more[0]] });
    expect([wrong.status, wrong.body.issues[0].pointer]).toEqual([400, '/early/more/1/amount']);
    expect((await put({ ...lowest, more })).status).toBe(200);
    const card = () =>
      site.in(async () => (await bed.modules.offers.board.board(site.sessionId as SessionId)).offers[0]!.early);
    expect(await card()).toEqual([
      { amount: 19_000, until: null, left: 1 },
      { amount: 29_000, until: null, left: 2 },
      { amount: 39_000, until: inAnHour, left: null },
    ]);
    const prices: number[] = [];
    for (const name of ['Ana', 'Ben', 'Cleo', 'Dora', 'Emil']) {
      const guest = await guestOf({ site, offer }, name);
      const { total } = (await guest.look()).body as OrderPage;
      prices.push(total);
      expect((await guest.place(total)).status).toBe(201);
    }
    expect(prices).toEqual([19_000, 29_000, 29_000, 39_000, 39_000]);
    expect((await card()).map(({ amount }) => amount)).toEqual([39_000]);
    const { items } = (await site.owner.get(`${path}/early-prices`)).body;
    const found = items.find(({ offerId }: { offerId: string }) => offerId === offer.id).early;
    expect([found, ...found.more].map(({ state, used }) => [state, used])).toEqual([
      ['used-up', 1],
      ['used-up', 2],
      ['open', 0],
    ]);
    // Of ten at once who take the two that are given back, two get them.
    const [second] = await rows(site, 'Invoice', { 'totals.gross': 29_000 });
    expect((await site.owner.post(`/invoices/${second._id}/cancel`, { reason: 'Asked for it' })).status).toBe(200);
    await bed.settle();
    const take = () => earlyPrices.take(offer.id, { amount: 49_000, currency: 'EUR' }, 1, new Date());
    const taken = (await site.in(() => Promise.all(Array.from({ length: 10 }, take)))).flat();
    expect(taken.filter(({ amount }) => amount === 29_000)).toHaveLength(1);
    expect(taken.filter(({ amount }) => amount === 39_000)).toHaveLength(9);
    // Once the day is over, it is the price.
    const late = new Date(Date.parse(inAnHour) + 1);
    expect(await site.in(() => earlyPrices.standing(offer.id, { amount: 49_000, currency: 'EUR' }, late))).toBeNull();
  });

  it('D-06 a refund takes an order out of the count, and leaves its line in it', async () => {
    const { site, offer } = await shop();
    const [ana, ben] = [await guestOf({ site, offer }, 'Ana'), await guestOf({ site, offer }, 'Ben')];
    await buy(site, ana);
    await buy(site, ben);
    expect((await told(site, offer.id))!.total).toBe(2);
    const [payment] = await rows(site, 'Payment');
    const refund = { amount: 49_000, reason: 'Asked for it' };
    const key = { 'idempotency-key': 'a-refund-of-the-order' };
    expect((await site.owner.post(`/payments/${payment._id}/refunds`, refund, key)).status).toBe(201);
    await hear();
    await settled(ana, 'taken-back');
    expect(await told(site, offer.id)).toMatchObject({ total: 1 });
    const { body } = await visitor(bed, site.host).get(`/offers/${offer.id}/orders`);
    expect(body.items.map(({ isTakenBack }: { isTakenBack: boolean }) => isTakenBack)).toEqual([true, false]);
    expect((await settled(ben, 'paid')).counted).toMatchObject({ number: 2 });
  });

  it('D-01 what a member notes by hand pays an order, and is counted nowhere in public', async () => {
    const { site, offer } = await shop();
    const ana = await guestOf({ site, offer }, 'Ana');
    await ana.place(49_000);
    const [{ _id }] = await rows(site, 'Invoice');
    const noted = { amount: 49_000, method: 'cash', paidAt: new Date().toISOString(), note: '' };
    const key = { 'idempotency-key': 'a-payment-by-hand' };
    expect((await site.owner.post(`/invoices/${_id}/payments`, noted, key)).status).toBe(201);
    expect((await settled(ana, 'paid')).counted).toBeNull();
    expect(await told(site, offer.id)).toEqual({ total: 0, recent: [] });
  });

  it('D-05 what credit of the buyer pays is paid, and counted nowhere in public: it has no receipt of the provider', async () => {
    const { site, offer } = await shop();
    const ana = await guestOf({ site, offer }, 'Ana');
    await ana.place(49_000);
    const [{ _id, leadId, buyer, currency }] = await rows(site, 'Invoice');
    const lines = [{ description: 'A call', quantity: 1, unitAmount: 100 }];
    const { id, version } = (await site.owner.post('/invoices', { leadId, buyer, currency, lines })).body;
    expect((await site.owner.post(`/invoices/${id}/issue`, { version })).status).toBe(200);
    const noted = { amount: 49_100, method: 'cash', paidAt: new Date().toISOString(), note: '' };
    const key = (name: string) => ({ 'idempotency-key': name });
    expect((await site.owner.post(`/invoices/${id}/payments`, noted, key('more-than-is-due'))).status).toBe(201);
    expect((await site.owner.post(`/invoices/${_id}/credit`, { amount: 49_000 }, key('by-credit'))).status).toBe(201);
    expect((await settled(ana, 'paid')).counted).toBeNull();
    expect(await told(site, offer.id)).toEqual({ total: 0, recent: [] });
  });

  it('C-10 of an offer whose host tells nobody how many have paid, nobody is told', async () => {
    const { site, offer } = await shop({ tells: false });
    const ana = await guestOf({ site, offer }, 'Ana');
    expect((await buy(site, ana)).counted).toBeNull();
    expect(await told(site, offer.id)).toBeNull();
    expect((await visitor(bed, site.host).get(`/offers/${offer.id}/orders`)).status).toBe(404);
  });

  it('D-09 who orders twice at once has ordered once', async () => {
    const { site, offer } = await shop();
    const ana = await guestOf({ site, offer }, 'Ana');
    const answers = await Promise.all(Array.from({ length: 6 }, () => ana.place(49_000)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set(answers.map(({ body }) => body.payPath)).size).toBe(1);
    expect([(await rows(site, 'Invoice')).length, (await rows(site, 'Order')).length]).toEqual([1, 1]);
  });

  it('C-10 who followed an offer in time can finish; later, and by a changed link, nobody orders', async () => {
    const { site, offer, path } = await shop();
    const ana = await guestOf({ site, offer }, 'Ana');
    await site.owner.post(`${path}/offers/${offer.id}/take-off`);
    expect(await ana.go()).toBe('/offer-over');
    expect((await ana.look()).body.state).toBe('open');
    const [offerPart, personPart, , signature] = ana.token.split('.');
    const late = [offerPart, personPart, (Date.now() + 9e6).toString(36), signature].join('.');
    const browser = visitor(bed, site.host);
    expect((await browser.post('/orders/look', { token: late })).body.code).toBe('invalid-link');
    // The link is signed for its time: half an hour after it, the order is over.
    const { tokenFor } = bed.modules.orders.links;
    const way = { offerId: offer.id, personId: ana.personId, followedAt: new Date(Date.now() - 31 * 60_000) };
    const old = { token: tokenFor(site.tenantId as TenantId, way), total: 49_000, buyer: BUYER, locale: 'en' };
    expect((await browser.post('/orders/look', { token: old.token })).body.state).toBe('over');
    expect((await browser.post('/orders', old)).body.code).toBe('offer-over');
    expect(await rows(site, 'Order')).toEqual([]);
    // Another site reads nothing of it.
    const other = await bed.site(`sold-${(slugs += 1)}`);
    expect((await visitor(bed, other.host).post('/orders/look', { token: ana.token })).body.code).toBe('invalid-link');
  });

  it('D-02 a site that has not said who sells offers nothing to be ordered', async () => {
    const site = await bed.site(`sold-${(slugs += 1)}`);
    const answer = await site.owner.post(`/sessions/${site.sessionId}/offers`, OFFER);
    expect([answer.status, answer.body.code]).toEqual([409, 'seller-missing']);
    const neither = { ...OFFER, sells: null };
    expect((await site.owner.post(`/sessions/${site.sessionId}/offers`, neither)).body.issues[0].pointer).toContain(
      'link',
    );
  });
});

describe('codes', () => {
  const coupon = (site: Site, body: object = {}) =>
    site.owner.post('/coupons', {
      ...{ code: 'early-20', discount: { kind: 'percent', percent: 20 }, sessionId: null, until: null, mostUses: null },
      ...body,
    });

  it('D-13 a code takes off what it says, the invoice keeps the price, and another sum is not ordered', async () => {
    const { site, offer } = await shop();
    const made = await coupon(site);
    expect([made.status, made.body.code, made.body.state]).toEqual([201, 'EARLY-20', 'open']);
    expect((await coupon(site)).body.issues).toEqual([
      { in: 'body', pointer: '/code', message: 'This code exists already.' },
    ]);
    const ana = await guestOf({ site, offer }, 'Ana');
    expect((await ana.look(' early-20 ')).body).toMatchObject({
      ...{ listAmount: 49_000, total: 39_200, discount: { code: 'EARLY-20', amount: 9800 } },
    });
    expect((await ana.look('LATE')).body.issues[0].message).toBe('This code is not known.');
    expect((await ana.place(49_000, 'EARLY-20')).body.code).toBe('conflict');
    const { body } = await ana.place(39_200, 'EARLY-20');
    await site.owner.post(`/coupons/${made.body.id}/end`);
    await pay(site, body as OrderPage);
    expect(await settled(ana, 'paid')).toMatchObject({ total: 39_200, discount: { amount: 9800 } });
    const [{ lines }] = await rows(site, 'Invoice');
    expect(lines[0]).toMatchObject({ description: 'Eight-week course (EARLY-20)', unitAmount: 39_200 });
    const ben = await guestOf({ site, offer }, 'Ben');
    expect((await ben.look('EARLY-20')).body.issues[0].message).toBe('This code is over.');
  });

  it('D-13 of ten who use the last use of a code at once one gets it; a cancelled order gives it back', async () => {
    const { site, offer } = await shop();
    const { body: made } = await coupon(site, { mostUses: 1 });
    const guests: Guest[] = [];
    for (let index = 0; index < 10; index += 1) guests.push(await guestOf({ site, offer }, `Guest${index}`));
    const answers = await Promise.all(guests.map((guest) => guest.place(39_200, 'EARLY-20')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 400)]);
    const state = async () => (await site.owner.get('/coupons')).body.items[0];
    expect(await state()).toMatchObject({ used: 1, state: 'used-up' });
    const [{ _id }] = await rows(site, 'Invoice');
    expect(await rows(site, 'Invoice')).toHaveLength(1);
    const cancelled = await site.owner.post(`/invoices/${_id}/cancel`, { reason: 'Changed their mind' });
    expect(cancelled.status).toBeLessThan(300);
    await bed.settle();
    await eventually(async () => (await state()).used === 0);
    expect(made.mostUses).toBe(1);
  });

  it('D-13 the last use of a code is taken once, also by whoever has not looked at it before', async () => {
    const site = await bed.site(`sold-${(slugs += 1)}`);
    const { id } = (await coupon(site, { mostUses: 1 })).body;
    const { use } = bed.modules.coupons.service;
    const tried = await Promise.allSettled(Array.from({ length: 10 }, () => site.in(() => use(id))));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await site.owner.get('/coupons')).body.items[0]).toMatchObject({ used: 1, state: 'used-up' });
  });

  it('D-13 a code that leaves nothing to pay needs no invoice, and counts as no payment', async () => {
    const { site, offer } = await shop();
    await coupon(site, { code: 'GIFT', discount: { kind: 'percent', percent: 100 } });
    const ana = await guestOf({ site, offer }, 'Ana');
    const { status, body } = await ana.place(0, 'GIFT');
    expect([status, body.state, body.payPath, body.counted]).toEqual([201, 'paid', null, null]);
    expect(await rows(site, 'Invoice')).toEqual([]);
    expect(await told(site, offer.id)).toEqual({ total: 0, recent: [] });
  });
});
