import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InvoiceId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';
import { createMoneyBed, type MoneyBed, type Shop } from '../../testing/money-bed.ts';
import { createInstalmentsModule, type InstalmentsModule, type InstalmentsModuleDeps } from './index.ts';

const DAY_MS = 86_400_000;
let money: MoneyBed;
let instalments: InstalmentsModule;
let mails: { about: string; subject: string; html: string }[] = [];
/** Whether the process dies when the next answer of the provider is written down. */
let dies = false;
beforeAll(async () => {
  money = await createMoneyBed({
    askedFor: async (invoice) => (await instalments.service.standing(invoice))?.asked ?? invoice.figures.due,
    savesCard: (invoice) => instalments.charges.savesCard(invoice),
    mayCharge: (invoiceId) => instalments.charges.mayCharge(invoiceId),
    async onChanged(invoiceId) {
      await instalments.service.review(invoiceId);
      if (!dies) return;
      dies = false;
      throw new Error('killed');
    },
  });
  instalments = createInstalmentsModule(deps());
});
function deps(): InstalmentsModuleDeps {
  const { bed, invoices, payments } = money;
  return {
    ...{ clock: bed.clock, unitOfWork: bed.unitOfWork, invoices: invoices.service, pausedTenants: async () => [] },
    logger: createLogger({ service: 'test', level: 'silent' }),
    audit: { record: async () => undefined },
    siteFacts: async () => ({ ...(await bed.seatsDeps.sites.siteFacts()), palette: {}, logoUrl: null }) as never,
    readerZone: async () => 'Europe/Berlin',
    payUrl: async () => 'http://dana.stage.test/pay/x',
    paperUrl: async () => 'http://dana.stage.test/paper/x',
    partsUrl: async () => 'http://dana.stage.test/parts/x',
    payPath: async () => '/pay/x?now',
    invoiceOf: (token) => payments.payLinks.invoiceOf(currentTenantId(), token),
    ...{ cards: payments.saved, checkouts: payments.checkouts, onStanding: async () => undefined },
    mailer: {
      async send({ idempotencyKey, subject, html }: { idempotencyKey: string; subject: string; html: string }) {
        mails.push({ about: idempotencyKey.split(':').slice(2).join(':'), subject, html });
      },
    } as never,
  };
}
beforeEach(() => void (mails = []));
afterAll(() => money.bed.close());

const later = (days: number) => new Date(money.bed.clock.now().getTime() + days * DAY_MS);
const inSite = <T>({ id }: Shop, work: () => Promise<T>) => money.bed.in(id, work);
/** An invoice of 100.00 in three parts: today, in thirty days, in sixty. */
async function inParts(): Promise<Shop> {
  const shop = await money.site();
  const parts = [4000, 3000, 3000].map((amount, turn) => ({ dueAt: later(30 * turn).toISOString(), amount }));
  await inSite(shop, () => instalments.service.agree(shop.invoiceId, { parts }));
  return shop;
}
/** The buyer agrees and pays the first part; their card ends later charges like this. */
async function charged(how: 'works' | 'declined' | 'asks' = 'works'): Promise<Shop> {
  const shop = await inParts();
  await inSite(shop, () => instalments.charges.agree(shop.invoiceId));
  await shop.begin();
  const at = await money.atOf(shop);
  await money.pay(shop);
  await money.gateway().page.keep(at, how);
  return shop;
}
/** Days pass one by one, and the sweeps look twice a day. */
async function pass(days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    money.bed.clock.advance(DAY_MS);
    await look();
  }
}
async function look(): Promise<void> {
  for (const _ of [1, 2]) {
    await instalments.sweep();
    await money.payments.sweep();
    await money.hear();
  }
}
/** What a sweep does for this one, whatever else is due. */
async function chargeNow(shop: Shop): Promise<void> {
  const [{ _id: id }] = await money.rows(shop.id, 'InstalmentPlan');
  await inSite(shop, () => instalments.charges.charge(id)).catch(() => undefined);
}
const view = async (shop: Shop) => (await inSite(shop, () => instalments.service.view(shop.invoiceId))).plan!;
const paidOf = async (shop: Shop) => (await view(shop)).parts.map(({ paid }) => paid);
const told = () => mails.splice(0).map(({ about }) => about);
/** What the provider has charged, and tried to. */
const there = async ({ id }: Shop) =>
  (await money.rows(id, 'SandboxCheckout')).map(({ checkout: { state, amount } }) => `${state} ${amount}`);
const states = async ({ id }: Shop) => (await money.rows(id, 'Payment')).map(({ state }) => state);
const noteByHand = (shop: Shop, amount: number) => {
  const paidAt = money.bed.clock.now().toISOString();
  const noted = { amount, method: 'cash', paidAt, note: '' } as const;
  return inSite(shop, () => money.payments.service.record(shop.invoiceId, noted, newId('idk')));
};

describe('parts that are charged by themselves', () => {
  it('D-04 each part is charged on its day, once and whole, and told of two days before', async () => {
    const shop = await charged();
    expect(await view(shop)).toMatchObject({ charge: { state: 'active', nextAt: later(30).toISOString() } });
    await pass(27);
    expect(told()).toEqual([]);
    await pass(1);
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(later(2));
    expect(mails).toMatchObject([{ about: '1:charged', subject: `€30.00 will be charged on ${day}` }]);
    expect(mails[0]!.html).toContain('http://dana.stage.test/parts/x');
    await pass(1);
    expect(await paidOf(shop)).toEqual([4000, 0, 0]);
    await pass(1);
    expect(await paidOf(shop)).toEqual([4000, 3000, 0]);
    await pass(60);
    expect([await paidOf(shop), told()]).toEqual([
      [4000, 3000, 3000],
      ['1:charged', '2:charged'],
    ]);
    expect(await there(shop)).toEqual(expect.arrayContaining(['paid 4000', 'paid 3000', 'paid 3000']));
    expect((await money.rows(shop.id, 'Receipt')).length).toBe(3);
    expect(await inSite(shop, () => money.invoices.books.check())).toEqual([]);
  });

  it('D-04 a card that is declined is tried three times over days, and then they are reminded as ever', async () => {
    const shop = await charged('declined');
    await pass(30);
    expect(told()).toEqual(['1:charged', '1:declined:1']);
    await pass(2);
    expect([told(), await there(shop)]).toEqual([[], expect.arrayContaining(['failed 3000'])]);
    await pass(1);
    expect(told()).toEqual(['1:declined:2']);
    await pass(2);
    expect((await there(shop)).filter((each) => each === 'failed 3000')).toHaveLength(3);
    expect(told()).toEqual(['1:first']);
    await pass(9);
    expect(told()).toEqual(['1:second', '1:last']);
    expect(await paidOf(shop)).toEqual([4000, 0, 0]);
    expect((await there(shop)).filter((each) => each === 'failed 3000')).toHaveLength(3);
  });

  it('D-04 where the bank asks for the buyer they get the way to pay, and the part after is charged again', async () => {
    const shop = await charged('asks');
    await pass(30);
    expect(mails.map(({ about }) => about)).toEqual(['1:charged', '1:asks:1']);
    expect(mails[1]!.html).toContain('http://dana.stage.test/pay/x');
    await pass(6);
    expect(told()).toEqual(['1:charged', '1:asks:1', '1:first']);
    expect((await there(shop)).filter((each) => each === 'failed 3000')).toHaveLength(1);
    await money.pay(shop);
    expect(await paidOf(shop)).toEqual([4000, 3000, 0]);
    await pass(24);
    expect(told()).toEqual(['2:charged', '2:asks:1']);
  });

  it.each(['away', 'lost', 'killed'] as const)('D-04 charges once, whatever dies between: %s', async (how) => {
    const shop = await charged();
    await pass(29);
    money.bed.clock.advance(DAY_MS);
    if (how === 'killed') dies = true;
    else money.fail(how);
    await chargeNow(shop);
    expect([dies, await states(shop)]).toEqual([false, ['paid', 'processing']]);
    // Nobody pays it a second time while nobody knows.
    await expect(shop.begin()).rejects.toMatchObject({ code: 'payment-processing' });
    await chargeNow(shop);
    money.bed.clock.advance(DAY_MS);
    await look();
    expect([await states(shop), await paidOf(shop)]).toEqual([
      ['paid', 'paid'],
      [4000, 3000, 0],
    ]);
    expect((await there(shop)).toSorted()).toEqual(['paid 3000', 'paid 4000']);
    expect(await inSite(shop, () => money.invoices.books.check())).toEqual([]);
  });

  it('D-04 two that charge at the same moment charge once', async () => {
    const shop = await charged();
    await pass(29);
    money.bed.clock.advance(DAY_MS);
    await Promise.all([1, 2, 3].map(() => chargeNow(shop)));
    await look();
    expect((await there(shop)).toSorted()).toEqual(['paid 3000', 'paid 4000']);
    expect(await paidOf(shop)).toEqual([4000, 3000, 0]);
  });

  it('D-04 a payment by hand before the provider was asked stops the charge; one by link before its day, too', async () => {
    const [byHand, byLink] = [await charged(), await charged()];
    await pass(29);
    await money.pay(byLink);
    money.bed.clock.advance(DAY_MS);
    // Written down, and not asked for.
    money.fail('away');
    await chargeNow(byHand);
    await noteByHand(byHand, 6000);
    money.bed.clock.advance(DAY_MS);
    await look();
    expect(await states(byHand)).toEqual(['paid', 'expired', 'paid']);
    expect(await there(byHand)).toEqual(['paid 4000']);
    expect((await there(byLink)).toSorted()).toEqual(['paid 3000', 'paid 4000']);
  });

  it('D-04 a page that was left open takes no money beside the charge', async () => {
    const shop = await charged();
    await pass(29);
    money.bed.clock.advance(DAY_MS);
    await shop.begin();
    const at = await money.atOf(shop);
    await chargeNow(shop);
    expect(await money.gateway().page.choose(at, 'card', 'now')).toBeNull();
    await look();
    expect((await there(shop)).toSorted()).toEqual(['expired 3000', 'paid 3000', 'paid 4000']);
  });

  it('D-04 taken back, nothing is charged, not even what was planned, and they are reminded as ever', async () => {
    const shop = await charged();
    await pass(29);
    money.bed.clock.advance(DAY_MS);
    money.fail('away');
    await chargeNow(shop);
    await inSite(shop, () => instalments.charges.withdraw(shop.invoiceId));
    told();
    await pass(2);
    expect([await there(shop), told()]).toEqual([['paid 4000'], ['1:first']]);
    expect(await view(shop)).toMatchObject({ charge: { state: 'withdrawn', nextAt: null } });
    // Agreed to anew, the card with which they pay next is the one.
    await inSite(shop, () => instalments.charges.agree(shop.invoiceId));
    expect((await view(shop)).charge).toMatchObject({ state: 'agreed', nextAt: null });
    await money.pay(shop);
    expect((await view(shop)).charge).toMatchObject({ state: 'active' });
  });

  it('D-04 nobody is charged who did not agree, or had their first payment taken back', async () => {
    const [silent, disputed] = [await inParts(), await charged()];
    await money.pay(silent);
    const [{ checkoutId }] = await money.rows(disputed.id, 'Payment');
    await money.gateway().page.dispute({ accountId: disputed.accountId, checkoutId }, 'now');
    await money.hear();
    await pass(33);
    expect(await there(silent)).toEqual(['paid 4000']);
    expect(await there(disputed)).toEqual(['paid 4000']);
  });
});

describe('the page of the parts', () => {
  const page = () => instalments.pages[0]!;
  const linkOf = (shop: Shop) => ({ token: money.payments.payLinks.tokenFor(shop.id, shop.invoiceId) });
  const show = async (shop: Shop, params = linkOf(shop)) =>
    (await inSite(shop, () => page().show({ params, query: new URLSearchParams() }))).body;
  const take = (shop: Shop, form: object) => inSite(shop, () => page().take({ params: linkOf(shop), form }));
  const day = (at: Date) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(at);
  const isToBeAsked = (shop: Shop, id: InvoiceId = shop.invoiceId) =>
    inSite(shop, () => instalments.charges.isToBeAsked(id));

  it('D-04 asks with a box that is not ticked, with days and sums, and lets it be taken back', async () => {
    const shop = await inParts();
    expect(await isToBeAsked(shop)).toBe(true);
    const asked = await show(shop);
    expect(asked).toContain('<input type="checkbox" name="agree" value="yes" required>');
    expect(asked).toContain(`Yes, charge to the same card: €30.00 on ${day(later(30))}, €30.00 on ${day(later(60))}.`);
    expect(asked).toContain('<a class="button second" href="/pay/x?now">Pay €40.00 without agreeing</a>');
    expect(asked).toContain('from Test site, paid in parts.');
    // Without the tick there is no consent.
    await expect(take(shop, { step: 'agree' })).rejects.toMatchObject({ code: 'bad-request' });
    expect((await view(shop)).charge).toBeNull();
    await take(shop, { step: 'agree', agree: 'yes' });
    const agreed = await show(shop);
    expect(agreed).toContain('Take this back');
    expect(agreed).toContain('<a class="button" href="/pay/x?now">Pay €40.00</a>');
    expect((await view(shop)).charge).toMatchObject({ state: 'agreed' });
    await take(shop, { step: 'withdraw' });
    expect(await show(shop)).toContain('Nothing is charged by itself any more.');
    expect([(await view(shop)).charge?.state, await isToBeAsked(shop)]).toEqual(['withdrawn', false]);
  });

  it('D-04 opens nothing to another site, or by a link that is none', async () => {
    const [shop, other] = [await inParts(), await inParts()];
    await expect(show(other, linkOf(shop))).rejects.toMatchObject({ code: 'not-found' });
    await expect(show(shop, { token: 'x'.repeat(60) })).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      inSite(other, () => page().take({ params: linkOf(shop), form: { step: 'agree', agree: 'yes' } })),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect((await view(shop)).charge).toBeNull();
  });
});
