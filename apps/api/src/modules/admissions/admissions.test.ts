import { beforeAll, describe, expect, it } from '@jest/globals';
import type { PlaceSeat, TenantId } from '@stageline/contracts';
import { eventually } from '@stageline/testing';
import mongoose from 'mongoose';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';
import { createBuyer, SELLER } from '../../testing/buyer.ts';
import { visitor } from '../../testing/visitor.ts';

let bed: ApiBed;
let slugs = 0;
let visitors = 0;
const { follow, onPage, post, hear } = createBuyer(() => bed);
beforeAll(async () => {
  bed = await createApiBed({ PLATFORM_FEE_BASIS_POINTS: '250' });
});

/** A site that sells one masterclass. */
async function shop(plan: object, { sells = true } = {}) {
  const site = await bed.site(`paid-${(slugs += 1)}`);
  if (sells) await site.in(() => bed.modules.invoices.seller.save(0, SELLER));
  for (const { id } of (await site.owner.get('/sessions')).body.items as { id: string }[])
    await site.owner.post(`/sessions/${id}/cancel`, { reason: 'Another one comes' });
  const when = { startsAt: new Date(Date.now() + 7 * 86_400_000).toISOString(), durationMinutes: 60, timeZone: 'UTC' };
  const made = await site.owner.post('/sessions', { title: 'Masterclass', description: '', ...when, ...plan });
  expect(made.status).toBe(201);
  return { site, sessionId: made.body.id as string };
}
const price = (amount: number) => ({ price: { amount, currency: 'EUR' } });
const UPFRONT = { mode: 'paid_upfront', ...price(4900) };

/** Somebody who registers. @returns their browser and personal link */
async function register(site: Site, name: string) {
  const browser = visitor(bed, site.host, undefined, () => `127.2.0.${(visitors = (visitors + 1) % 250)}`);
  const email = `${name.toLowerCase()}@people.example`;
  expect((await browser.post('/registrations', { firstName: name, lastName: 'Guest', email })).status).toBe(201);
  await bed.settle();
  const { items } = (await site.owner.get('/leads')).body as { items: { id: string; person: { email: string } }[] };
  const { id } = items.find(({ person }) => person.email === email)!;
  const token = bed.container.joinLinks.tokenFor(site.tenantId as TenantId, id as never);
  const seat = async () => ((await browser.post('/place', { token })).body.seats as PlaceSeat[])[0];
  const entry = async () => (await browser.post('/join', { token })).body.entry as string;
  const due = () =>
    eventually(async () => {
      const { payment } = (await seat())!;
      return payment?.payPath != null && payment;
    });
  return { browser, token, seat, entry, due };
}
type Guest = Awaited<ReturnType<typeof register>>;
const rows = (site: Site, model: string, filter = {}): Promise<any[]> =>
  site.in(async () => mongoose.models[model]!.find(filter).sort({ _id: 1 }).lean());

async function payFor(site: Site, guest: Guest): Promise<string> {
  const url = await follow(site, (await guest.due()).payPath!);
  await onPage(url, { step: 'choose', outcome: 'card' });
  await hear();
  await eventually(async () => (await guest.seat())!.payment?.state === 'paid');
  return url;
}
/** Nobody has paid, and the time is over. */
async function timeIsOver(site: Site, filter = {}): Promise<void> {
  const over = { $set: { holdUntil: new Date(Date.now() - 1000) } };
  await site.in(async () => mongoose.models['Admission']!.updateMany({ state: 'unpaid', ...filter }, over));
  await bed.modules.admissions.sweep();
  await bed.settle();
}

describe('seats at a price', () => {
  it('D-13 a code lowers the price of a seat until something of it is paid, and a seat that is given up gives its use back', async () => {
    const { site, sessionId } = await shop(UPFRONT);
    const discount = { kind: 'percent', percent: 20 };
    const made = { code: 'FRIENDS', discount, sessionId, until: null, mostUses: 1 };
    expect((await site.owner.post('/coupons', made)).status).toBe(201);
    const [guest, late] = [await register(site, 'Ana'), await register(site, 'Ben')];
    const use = ({ browser, token }: Guest, code: string) =>
      browser.post('/place/use-code', { token, sessionId, code });
    const before = await guest.due();
    expect(before).toMatchObject({ amount: 4900, code: null, mayUseCode: true });
    // Whoever has opened the page of the provider cannot pay the former price any more.
    const stale = await follow(site, before.payPath!);
    expect((await use(guest, 'nobody-knows')).body.issues[0].message).toBe('This code is not known.');
    expect((await use(guest, 'friends')).status).toBe(200);
    const lowered = (await guest.seat())!.payment!;
    expect(lowered).toMatchObject({ state: 'due', amount: 3920, code: 'FRIENDS', mayUseCode: false });
    expect((await onPage(stale)).body).toContain('The time to pay here is over');
    expect((await use(guest, 'friends')).body.code).toBe('illegal-transition');
    expect((await use(late, 'friends')).body.issues[0].message).toContain('as often as it can be');
    const invoices = await rows(site, 'Invoice', { 'buyer.email': 'ana@people.example' });
    expect(invoices.map(({ state, totals }) => [state, totals.gross])).toEqual([
      ['void', 4900],
      ['issued', 3920],
    ]);
    // What is given up unpaid leaves its use to somebody else, who pays the lower price.
    const { browser, token } = guest;
    expect((await browser.post('/place/give-up-seat', { token, sessionId })).status).toBe(200);
    await bed.settle();
    await eventually(async () => (await site.owner.get('/coupons')).body.items[0].used === 0);
    expect((await use(late, 'friends')).status).toBe(200);
    await payFor(site, late);
    expect(await late.entry()).toBe('open');
    expect((await late.seat())!.payment).toMatchObject({ state: 'paid', payPath: null, code: 'FRIENDS' });
  });

  it('D-13 the last seat at an early price is sold once at it, whoever is later pays the price, and a given-up one is sold again', async () => {
    const { site, sessionId } = await shop(UPFRONT);
    const path = `/sessions/${sessionId}/early-prices`;
    const early = { amount: 2900, until: null, first: 2 };
    const refused = await site.owner.put(path, { offerId: null, early: { ...early, amount: 4900 } });
    expect(refused.body.issues[0].message).toBe('Please give an amount that is less than the price.');
    const { items } = (await site.owner.put(path, { offerId: null, early })).body;
    expect(items).toEqual([
      { offerId: null, title: 'Masterclass', ...price(4900), early: { ...early, more: [], used: 0, state: 'open' } },
    ]);
    const shown = async () => (await site.owner.get(`/sessions/${sessionId}`)).body.early;
    expect(await shown()).toEqual({ amount: 2900, until: null, left: 2 });
    const names = ['Ana', 'Ben', 'Cleo', 'Dan'];
    await Promise.all(
      names.map((firstName) => {
        const browser = visitor(bed, site.host, undefined, () => `127.2.1.${(visitors = (visitors + 1) % 250)}`);
        const email = `${firstName.toLowerCase()}@people.example`;
        return browser.post('/registrations', { firstName, lastName: 'Guest', email });
      }),
    );
    await bed.settle();
    const prices = async () => (await rows(site, 'Admission', { state: 'unpaid' })).map((row) => row.price).toSorted();
    expect(await prices()).toEqual([2900, 2900, 4900, 4900]);
    const invoices = await rows(site, 'Invoice');
    expect(invoices.map(({ totals }) => totals.gross).toSorted()).toEqual([2900, 2900, 4900, 4900]);
    expect(await shown()).toBeUndefined();
    expect((await site.owner.get(path)).body.items[0].early).toMatchObject({ used: 2, state: 'used-up' });
    // Whoever does not pay leaves theirs to whoever comes next.
    await timeIsOver(site, { price: 2900 });
    expect((await site.owner.get(path)).body.items[0].early).toMatchObject({ used: 0, state: 'open' });
    await register(site, 'Eve');
    expect(await prices()).toEqual([2900, 4900, 4900]);
    // What is over by its day is the price again; who has a seat keeps theirs.
    const over = { ...early, first: null, until: new Date(Date.now() - 1000).toISOString() };
    await site.owner.put(path, { offerId: null, early: over });
    expect(await shown()).toBeUndefined();
    await register(site, 'Fay');
    expect(await prices()).toEqual([2900, 4900, 4900, 4900]);
  });

  it('D-13 a code ends the parts that were agreed on, and the seat has a time to be paid in again', async () => {
    const { site, sessionId } = await shop(UPFRONT);
    const made = {
      code: 'FRIENDS',
      discount: { kind: 'percent', percent: 20 },
      sessionId,
      until: null,
      mostUses: null,
    };
    await site.owner.post('/coupons', made);
    const guest = await register(site, 'Ana');
    await guest.due();
    const [{ _id: invoiceId }] = await rows(site, 'Invoice');
    const parts = [3000, 1900].map((amount, index) => {
      return { amount, dueAt: new Date(Date.now() + (index + 1) * 86_400_000).toISOString() };
    });
    expect((await site.owner.post(`/invoices/${invoiceId}/instalments`, { parts })).status).toBe(200);
    expect((await rows(site, 'Admission'))[0]).toMatchObject({ state: 'unpaid', holdUntil: null });
    const { browser, token } = guest;
    expect((await browser.post('/place/use-code', { token, sessionId, code: 'friends' })).status).toBe(200);
    const [admission] = await rows(site, 'Admission');
    expect(admission).toMatchObject({ state: 'unpaid', price: 3920, holdUntil: expect.any(Date) });
    await timeIsOver(site);
    expect((await rows(site, 'Seat', { sessionId }))[0]).toMatchObject({ state: 'released' });
  });

  it('D-13 a code that leaves nothing to pay opens the door without an invoice', async () => {
    const { site, sessionId } = await shop(UPFRONT);
    const made = { code: 'GIFT', discount: { kind: 'amount', off: { amount: 9900, currency: 'EUR' } } };
    await site.owner.post('/coupons', { ...made, sessionId: null, until: null, mostUses: null });
    const { browser, token, seat, entry, due } = await register(site, 'Ana');
    await due();
    expect((await browser.post('/place/use-code', { token, sessionId, code: 'GIFT' })).status).toBe(200);
    expect((await seat())!.payment).toMatchObject({ state: 'paid', amount: 0, payPath: null });
    expect(await entry()).toBe('open');
    expect((await rows(site, 'Invoice')).map(({ state }) => state)).toEqual(['void']);
  });

  it('D-15 who registers gets an invoice and a seat for a while, pays on the page of the provider, and comes in', async () => {
    const { site } = await shop(UPFRONT);
    const guest = await register(site, 'Ana');
    const payment = await guest.due();
    expect(payment).toMatchObject({ state: 'due', amount: 4900, currency: 'EUR' });
    const minutes = (Date.parse(payment.holdUntil!) - Date.now()) / 60_000;
    expect([minutes > 50, minutes <= 60]).toEqual([true, true]);
    expect(await guest.entry()).toBe('unpaid');

    const url = await follow(site, payment.payPath!);
    expect(url).toMatch(new RegExp(`^http://${bed.platformHost}/sandbox/pay/`));
    const page = await onPage(url);
    expect([page.statusCode, page.body.includes('€49')]).toEqual([200, true]);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const declined = await onPage(url, { step: 'choose', outcome: 'card-no-funds' });
    expect(declined.headers.location).toMatch(/\?declined$/);
    await hear();
    expect(await guest.entry()).toBe('unpaid');
    await onPage(url, { step: 'choose', outcome: 'card', delivery: 'twice' });
    await hear();
    await hear();
    await eventually(async () => (await guest.seat())!.payment?.state === 'paid');
    expect(await guest.entry()).toBe('open');
    expect((await guest.seat())!.payment).toMatchObject({ payPath: null, holdUntil: null });
    const [invoice] = await rows(site, 'Invoice');
    expect(invoice).toMatchObject({ state: 'paid', number: 'INV-0001', sessionId: expect.any(String) });
    expect(await rows(site, 'Receipt')).toHaveLength(1);
    // The platform's share stands on the payment (D-12).
    const { items } = (await site.owner.get(`/invoices/${invoice._id}/payments`)).body;
    expect(items).toMatchObject([{ state: 'paid', fee: 122, declines: ['insufficient_funds'] }]);
    // The way to pay leads back to their own page once there is nothing to pay.
    const back = await follow(site, payment.payPath!);
    expect(back).toMatch(/\/place\/[^?]+\?unpaid=/);
    const token = payment.payPath!.split('/').at(-1);
    expect(back.endsWith(`?unpaid=${token}`)).toBe(true);
  });

  it('D-15 the last seat is sold once: whoever waits gets it when its time is over, and nobody pays for it after that', async () => {
    const { site, sessionId } = await shop({ ...UPFRONT, capacity: 1 });
    const [first, second] = [await register(site, 'First'), await register(site, 'Second')];
    const { payPath } = await first.due();
    expect(await second.seat()).toMatchObject({ state: 'waiting', payment: null });
    const url = await follow(site, payPath!);
    await timeIsOver(site);
    expect(await first.seat()).toBeUndefined();
    expect(await second.seat()).toMatchObject({ state: 'held' });
    expect(await rows(site, 'Seat', { sessionId, state: 'held' })).toHaveLength(1);
    // The provider takes nothing any more, and the invoice asks for nothing.
    await onPage(url, { step: 'choose', outcome: 'card' });
    await hear();
    expect(await follow(site, payPath!)).toContain('/place/');
    const [payment] = await rows(site, 'Payment');
    expect(payment).toMatchObject({ state: 'expired', active: false });
    expect((await rows(site, 'Invoice'))[0].state).toBe('void');
    // Who came up from the waitlist has time until tomorrow.
    const { holdUntil } = await second.due();
    expect((Date.parse(holdUntil!) - Date.now()) / 3_600_000).toBeGreaterThan(23);
    await payFor(site, second);
    expect(await second.entry()).toBe('open');
  });

  it('D-15 a seat whose payment nobody here has heard of is not given away', async () => {
    const { site } = await shop({ ...UPFRONT, capacity: 1 });
    const [first, second] = [await register(site, 'First'), await register(site, 'Second')];
    const url = await follow(site, (await first.due()).payPath!);
    await onPage(url, { step: 'choose', outcome: 'card' });
    await site.in(async () => mongoose.models['SandboxNotice']!.deleteMany({}));
    await timeIsOver(site);
    expect((await first.seat())!.payment).toMatchObject({ state: 'paid' });
    expect(await second.seat()).toMatchObject({ state: 'waiting' });
    expect(await rows(site, 'Receipt')).toHaveLength(1);
  });

  it('D-15 a bank that takes its time keeps the seat; once it refuses, the time goes on', async () => {
    const { site } = await shop(UPFRONT);
    const guest = await register(site, 'Bea');
    const url = await follow(site, (await guest.due()).payPath!);
    await onPage(url, { step: 'choose', outcome: 'bank-debit-fails' });
    await hear();
    await timeIsOver(site);
    expect((await guest.seat())!.payment).toMatchObject({ state: 'processing', payPath: null });
    await onPage(url, { step: 'settle' });
    await hear();
    await eventually(async () => (await guest.seat())!.payment?.state === 'due');
    await timeIsOver(site);
    expect(await guest.seat()).toBeUndefined();
  });

  it('D-06 a dispute, and money that went back whole, close the door; what went back in part does not', async () => {
    const { site } = await shop(UPFRONT);
    const guest = await register(site, 'Cem');
    const url = await payFor(site, guest);
    const [{ _id: paymentId }] = await rows(site, 'Payment');
    const refund = (amount: number, key: string, reason = 'Goodwill') =>
      site.owner.post(`/payments/${paymentId}/refunds`, { amount, reason }, { 'idempotency-key': key });
    expect((await refund(900, 'refund-a-1')).body).toMatchObject({ state: 'succeeded', amount: 900 });
    await hear();
    expect(await guest.entry()).toBe('open');
    await onPage(url, { step: 'dispute' });
    await hear();
    await eventually(async () => (await guest.entry()) === 'unpaid');
    await onPage(url, { step: 'win' });
    await hear();
    await eventually(async () => (await guest.entry()) === 'open');
    expect((await refund(4000, 'refund-b-1')).status).toBe(201);
    expect(await guest.entry()).toBe('unpaid');
    expect((await refund(1, 'refund-c-1')).body.code).toBe('refund-too-large');
    // D-09: one key is one request.
    expect((await refund(4000, 'refund-b-1')).status).toBe(201);
    expect((await refund(3999, 'refund-b-1')).status).toBe(422);
    const missing = await site.owner.post(`/payments/${paymentId}/refunds`, { amount: 1, reason: 'x' });
    expect([missing.status, missing.body.issues[0].pointer]).toEqual([400, '/idempotency-key']);
    const rep = await site.member('Rep2', ['rep']);
    expect((await rep.post(`/payments/${paymentId}/refunds`, { amount: 1, reason: 'x' })).status).toBe(403);
  });

  it('D-04 a deposit opens the door, and the rest is asked for afterwards', async () => {
    const { site } = await shop({ mode: 'deposit', ...price(20_000), deposit: 5000 });
    const guest = await register(site, 'Dora');
    expect(await guest.due()).toMatchObject({ state: 'due', amount: 5000 });
    await payFor(site, guest);
    expect(await guest.entry()).toBe('open');
    expect((await guest.seat())!.payment).toMatchObject({ state: 'paid', amount: 15_000 });
    const [invoice] = await rows(site, 'Invoice');
    expect([invoice.state, invoice.figures.due]).toEqual(['partially_paid', 15_000]);
    const url = await follow(site, (await guest.seat())!.payment!.payPath!);
    expect((await onPage(url)).body).toContain('€150');
  });

  it('D-04 whoever pays a seat in parts comes in with the first, and is out while one is two weeks late', async () => {
    const { site } = await shop(UPFRONT);
    const guest = await register(site, 'Gitta');
    await guest.due();
    const [{ _id: invoiceId }] = await rows(site, 'Invoice');
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const parts = [1, 30].map((days, turn) => ({ dueAt: inDays(days).toISOString(), amount: [1900, 3000][turn] }));
    expect((await site.owner.post(`/invoices/${invoiceId}/instalments`, { parts })).status).toBe(200);
    // What is agreed is not taken away by the clock.
    expect((await guest.seat())!.payment).toMatchObject({ state: 'due', amount: 1900, holdUntil: null });
    expect(await guest.entry()).toBe('unpaid');
    // Before the first payment they are asked how the later part is paid, on a page of this site alone.
    const partsPath = await follow(site, (await guest.due()).payPath!);
    const other = (await shop(UPFRONT)).site;
    const onParts = ({ host }: Site, form?: Record<string, string>) =>
      bed.http.inject({
        ...{ method: form === undefined ? 'GET' : 'POST', url: partsPath },
        headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
        ...(form && { payload: new URLSearchParams(form).toString() }),
      });
    expect((await onParts(site)).body).toContain('Yes, charge to the same card: €30.00 on ');
    expect((await onParts(other)).statusCode).toBe(404);
    expect((await onParts(other, { step: 'agree', agree: 'yes' })).statusCode).toBe(404);
    expect((await onParts(site, { step: 'agree', agree: 'yes' })).statusCode).toBe(303);
    expect((await guest.seat())!.payment?.parts).toEqual({ path: partsPath, isCharged: true });
    await payFor(site, guest);
    expect(await guest.entry()).toBe('open');
    expect((await guest.seat())!.payment).toMatchObject({ state: 'paid', amount: 3000 });
    expect((await onParts(site)).body).toContain('Later parts are charged by themselves: €30.00 on ');
    expect((await onParts(site, { step: 'withdraw' })).statusCode).toBe(303);
    expect((await guest.seat())!.payment?.parts).toEqual({ path: partsPath, isCharged: false });
    // The second is two weeks late, and two processes look at it.
    const late = { $set: { 'parts.1.dueAt': inDays(-15), lookAt: inDays(-1) } };
    await site.in(async () => mongoose.models['InstalmentPlan']!.updateOne({ invoiceId }, late));
    const { sweep } = bed.modules.instalments;
    await Promise.all([sweep(), sweep()]);
    await sweep();
    const letters = await rows(site, 'MailMessage', { key: /^instalment:/ });
    expect(letters.map(({ subject }) => subject)).toEqual(['Last reminder: €30.00 is not paid yet']);
    expect(await guest.entry()).toBe('unpaid');
    expect((await site.owner.get(`/invoices/${invoiceId}`)).body.state).toBe('overdue');
    const url = await follow(site, (await guest.seat())!.payment!.payPath!);
    await onPage(url, { step: 'choose', outcome: 'card' });
    await hear();
    await eventually(async () => (await guest.entry()) === 'open');
    expect((await site.owner.get(`/invoices/${invoiceId}/instalments`)).body.plan.state).toBe('paid');
  });

  it('D-13 the price is that of the moment in which the seat was taken', async () => {
    const { site, sessionId } = await shop({});
    const free = await register(site, 'Eva');
    await site.owner.patch(`/sessions/${sessionId}`, UPFRONT);
    const dear = await register(site, 'Finn');
    await site.owner.patch(`/sessions/${sessionId}`, price(9900));
    expect([await free.entry(), (await free.seat())!.payment]).toEqual(['open', null]);
    expect(await dear.due()).toMatchObject({ amount: 4900 });
  });

  it('D-15 a seat that saw no seller, in the moment in which one was named, gets its invoice all the same', async () => {
    const { site } = await shop(UPFRONT, { sells: false });
    const guest = await register(site, 'Ana');
    await eventually(async () => (await rows(site, 'Admission', { holdUntil: null })).length === 1);
    // Everybody else has got theirs by the time at which this one is written down: nobody is told of it.
    await site.in(() => bed.modules.invoices.seller.save(0, SELLER));
    await eventually(async () => (await rows(site, 'Invoice')).length === 1);
    const [admission] = await rows(site, 'Admission');
    const lost = { $set: { invoiceId: null, holdUntil: null, round: admission.round + 1 } };
    await site.in(async () => mongoose.models['Admission']!.updateOne({ _id: admission._id }, lost));
    await bed.modules.admissions.sweep();
    expect((await rows(site, 'Admission'))[0].invoiceId).toBeNull();
    const ago = { $set: { lookAt: new Date(Date.now() - 1000) } };
    await site.in(async () => mongoose.models['Seller']!.updateOne({ _id: site.tenantId }, ago));
    await bed.modules.admissions.sweep();
    expect((await guest.due()).amount).toBe(4900);
    expect((await rows(site, 'Seller'))[0].lookAt).toBeNull();
  });

  it('D-02 nobody loses a seat because the site has not said who sells', async () => {
    const { site, sessionId } = await shop(UPFRONT, { sells: false });
    const guest = await register(site, 'Gus');
    await timeIsOver(site, { holdUntil: { $type: 'date' } });
    expect((await guest.seat())!.payment).toMatchObject({ state: 'due', payPath: null, holdUntil: null });
    expect(await guest.entry()).toBe('unpaid');
    // Once it has, whoever waits is asked, and has a day for it.
    const gone = await register(site, 'Ivo');
    const { token } = gone;
    expect((await gone.browser.post('/place/give-up-seat', { token, sessionId })).status).toBe(200);
    await bed.settle();
    await site.in(() => bed.modules.invoices.seller.save(0, SELLER));
    const { holdUntil } = await guest.due();
    expect(new Date(holdUntil!).getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(await rows(site, 'Invoice')).toHaveLength(1);
    await site.in(async () => bed.modules.invoices.seller.save(1, { ...SELLER, footer: 'IBAN' }));
    await bed.settle();
    expect(await rows(site, 'Invoice')).toHaveLength(1);
  });
});

describe('paying by a link', () => {
  it('D-09 one key is one answer, and another body under it is refused', async () => {
    const { site } = await shop(UPFRONT);
    const guest = await register(site, 'Hal');
    const token = (await guest.due()).payPath!.split('/').at(-1)!;
    const pay = (body: object, key: string) => guest.browser.post('/pay', body, { 'idempotency-key': key });
    const [first, twice] = await Promise.all([pay({ token }, 'click-once'), pay({ token }, 'click-twice')]);
    expect([first.status, twice.status, first.body.url]).toEqual([200, 200, twice.body.url]);
    expect((await pay({ token }, 'click-once')).body).toEqual(first.body);
    expect((await pay({ token: `${token.slice(0, -1)}x` }, 'click-once')).status).toBe(401);
    expect(await rows(site, 'Payment')).toHaveLength(1);
    const { site: other } = await shop(UPFRONT);
    expect((await visitor(bed, other.host).post('/pay', { token }, { 'idempotency-key': 'elsewhere' })).status).toBe(
      401,
    );
    expect(await follow(other, `/pay/${token}`)).toBe('/');
  });

  it('D-08 the address for notifications believes a signature alone, and answers a second telling as the first', async () => {
    const { site } = await shop(UPFRONT);
    const guest = await register(site, 'Ida');
    const url = await follow(site, (await guest.due()).payPath!);
    await onPage(url, { step: 'choose', outcome: 'card' });
    const told: [Readonly<Record<string, string>>, string][] = [];
    await bed.modules.payments.deliver!(async (headers, body) => told.push([headers, body]) > 0);
    const [[headers, body] = [{}, '']] = told;
    const answer = async (sent: Readonly<Record<string, string>>, text: string) => (await post(sent, text)).statusCode;
    expect(await answer({}, body)).toBe(401);
    expect(await answer(headers, body.replace('4900', '9900'))).toBe(401);
    expect(await Promise.all([answer(headers, body), answer(headers, body)])).toEqual([204, 204]);
    expect(await answer(headers, body)).toBe(204);
    await eventually(async () => (await guest.seat())!.payment?.state === 'paid');
    expect(await rows(site, 'PaymentEvent')).toHaveLength(1);
    expect(await rows(site, 'Receipt')).toHaveLength(1);
  });

  it('D-12 says whether a site can take payments, and opens its account', async () => {
    const { site } = await shop(UPFRONT);
    const view = async () => (await site.owner.get('/payment-account')).body;
    expect(await view()).toEqual({ state: 'none', provider: 'embedded', isPayable: false, feeBasisPoints: 250 });
    const { status, body } = await site.owner.post('/payment-account');
    expect([status, body.url]).toEqual([200, expect.stringContaining('/dashboard/money')]);
    expect(await view()).toMatchObject({ state: 'ready', isPayable: true });
  });
});
