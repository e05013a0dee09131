import { beforeAll, expect, it } from '@jest/globals';
import type { BillingPort, BillingPrice } from './billing-port.ts';
import type { PaymentsPort } from './port.ts';

export interface BillingFixture {
  readonly port: PaymentsPort;
  readonly clock: { now(): Date; advance(ms: number): void };
  pay(customerId: string, pageId: string): Promise<void>;
  /** How charges of the customer end from now on; what is open is paid by a good card. */
  setCard(customerId: string, card: 'good' | 'declines'): Promise<void>;
  /** All that was told since the last time, as it comes to our address. */
  told(): Promise<{ readonly headers: Record<string, string>; readonly raw: Buffer }[]>;
}

const DAY_MS = 86_400_000;
const pro: BillingPrice = { plan: 'pro', interval: 'month', currency: 'EUR', amount: 3000, name: 'Pro' };
const business: BillingPrice = { ...pro, plan: 'business', amount: 9000, name: 'Business' };
const proYear: BillingPrice = { ...pro, interval: 'year', amount: 30_000 };

/** What every adapter must do that charges promoters; run it inside a `describe` of the adapter. */
export function billingContract(make: () => Promise<BillingFixture>): void {
  let fixture: BillingFixture;
  let billing: BillingPort;
  let count = 0;
  beforeAll(async () => {
    fixture = await make();
    ({ billing } = fixture.port);
  });
  const hosted = (customerId: string) => {
    const reference = `sub_${(count += 1)}`;
    const urls = { returnUrl: 'https://site.example/back', cancelUrl: 'https://site.example/cancel', tax: null };
    return { key: `${reference}-1`, customerId, reference, locale: 'en' as const, ...urls };
  };
  const customer = () => billing.openCustomer({ key: `tnt_${(count += 1)}`, email: 'a@b.example', name: 'A' });
  async function subscribed(price = pro, trialEndsAt: Date | null = null) {
    const customerId = await customer();
    const page = await billing.subscribe({ ...hosted(customerId), price, trialEndsAt });
    await fixture.pay(customerId, page.id);
    const { subscription } = await billing.facts(customerId);
    return { customerId, subscriptionId: subscription!.id };
  }

  it('D-10 a subscription begins on a page of the provider, which says of whom there is news', async () => {
    const customerId = await customer();
    expect(await billing.facts(customerId)).toEqual({ subscription: null, invoices: [] });
    const page = await billing.subscribe({ ...hosted(customerId), price: pro, trialEndsAt: null });
    expect(page.url).toMatch(/^https?:/);
    expect(await billing.pageState({ customerId, pageId: page.id })).toBe('open');
    await fixture.pay(customerId, page.id);
    const [told] = await fixture.told();
    expect(fixture.port.verify({ ...told!, now: new Date() })).toMatchObject({
      accountId: null,
      news: null,
      customerId,
    });
    expect(fixture.port.verify({ ...told!, raw: Buffer.from('{}'), now: new Date() })).toBeNull();
    const { subscription, invoices } = await billing.facts(customerId);
    expect(subscription).toMatchObject({ state: 'active', plan: 'pro', interval: 'month', amount: 3000, next: null });
    expect(subscription!.periodEndsAt.getTime() - fixture.clock.now().getTime()).toBeGreaterThan(27 * DAY_MS);
    expect(invoices).toMatchObject([{ amount: 3000, currency: 'EUR', state: 'paid' }]);
    expect(await billing.pageState({ customerId, pageId: page.id })).toBe('paid');
  });

  it('D-10 a trial is charged when it is over', async () => {
    const ends = new Date(Math.floor(fixture.clock.now().getTime() / 1000) * 1000 + 5 * DAY_MS);
    const { customerId } = await subscribed(pro, ends);
    expect((await billing.facts(customerId)).subscription).toMatchObject({ state: 'trialing', trialEndsAt: ends });
    fixture.clock.advance(6 * DAY_MS);
    const { subscription, invoices } = await billing.facts(customerId);
    expect([subscription?.state, invoices.length]).toEqual(['active', 1]);
  });

  it('D-10 an upgrade charges the difference that was shown, at once and once', async () => {
    const { customerId, subscriptionId } = await subscribed();
    const prorateAt = new Date(Math.floor(fixture.clock.now().getTime() / 1000) * 1000 + 10 * DAY_MS);
    fixture.clock.advance(10 * DAY_MS);
    const change = { customerId, subscriptionId, price: business, prorateAt };
    const due = await billing.previewChange(change);
    expect(due).toBeGreaterThan(3500);
    expect(due).toBeLessThan(4500);
    for (const key of ['chg_1', 'chg_1']) await billing.change({ ...change, key: `${key}${subscriptionId}` });
    const { subscription, invoices } = await billing.facts(customerId);
    expect(subscription).toMatchObject({ plan: 'business', amount: 9000, state: 'active' });
    expect(invoices.map(({ amount }) => amount)).toEqual([due, 3000]);
  });

  it('D-10 a declined upgrade changes nothing', async () => {
    const { customerId, subscriptionId } = await subscribed();
    await fixture.setCard(customerId, 'declines');
    const change = { key: `up${subscriptionId}`, customerId, subscriptionId, price: business };
    await expect(billing.change({ ...change, prorateAt: fixture.clock.now() })).rejects.toMatchObject({
      code: 'declined',
    });
    expect((await billing.facts(customerId)).subscription).toMatchObject({ plan: 'pro' });
  });

  it('D-10 a month becomes a year at once', async () => {
    const { customerId, subscriptionId } = await subscribed();
    const change = { key: `year${subscriptionId}`, customerId, subscriptionId, price: proYear };
    await billing.change({ ...change, prorateAt: fixture.clock.now() });
    const { subscription } = await billing.facts(customerId);
    expect(subscription).toMatchObject({ interval: 'year', amount: 30_000 });
    expect(subscription!.periodEndsAt.getTime() - fixture.clock.now().getTime()).toBeGreaterThan(360 * DAY_MS);
  });

  it('D-10 a downgrade charges nothing, changes nothing before the period ends, and the next one is cheaper', async () => {
    const { customerId, subscriptionId } = await subscribed(business);
    await billing.planChange({ key: `down${subscriptionId}`, customerId, subscriptionId, price: pro });
    const { subscription, invoices } = await billing.facts(customerId);
    const next = { plan: 'pro', interval: 'month', amount: 3000 };
    expect(subscription).toMatchObject({ plan: 'business', amount: 9000, next });
    expect(invoices).toHaveLength(1);
    fixture.clock.advance(32 * DAY_MS);
    const after = await billing.facts(customerId);
    expect(after.subscription).toMatchObject({ ...next, next: null });
    expect(after.invoices.map(({ amount }) => amount)).toEqual([3000, 9000]);
  });

  it('D-10 a year becomes a month when it ends: the same price once, then by the month', async () => {
    const { customerId, subscriptionId } = await subscribed(proYear);
    const { periodEndsAt } = (await billing.facts(customerId)).subscription!;
    const plan = { key: `short${subscriptionId}`, customerId, subscriptionId, price: pro };
    for (const _twice of [1, 2]) await billing.planChange(plan);
    const next = { plan: 'pro', interval: 'month', amount: 3000 };
    expect((await billing.facts(customerId)).subscription).toMatchObject({ interval: 'year', periodEndsAt, next });
    fixture.clock.advance(360 * DAY_MS);
    expect((await billing.facts(customerId)).invoices).toHaveLength(1);
    fixture.clock.advance(8 * DAY_MS);
    const { subscription, invoices } = await billing.facts(customerId);
    expect(subscription).toMatchObject({ interval: 'month', amount: 3000, next: null });
    expect(subscription!.periodEndsAt.getTime() - periodEndsAt.getTime()).toBeLessThan(32 * DAY_MS);
    expect(invoices.map(({ amount }) => amount)).toEqual([3000, 30_000]);
  });

  it('D-10 what is planned can be planned anew, taken back, and falls away when it ends or grows instead', async () => {
    const { customerId, subscriptionId } = await subscribed({ ...business, interval: 'year', amount: 90_000 });
    let tries = 0;
    const plan = (price: BillingPrice | null) =>
      billing.planChange({ key: `p${(tries += 1)}${subscriptionId}`, customerId, subscriptionId, price });
    const planned = async () => (await billing.facts(customerId)).subscription?.next ?? null;
    await plan(pro);
    await plan(business);
    expect(await planned()).toMatchObject({ plan: 'business', interval: 'month' });
    await plan(null);
    await plan(null);
    expect(await planned()).toBeNull();
    await plan(pro);
    await billing.setCancelled({ customerId, subscriptionId, isCancelled: true });
    expect((await billing.facts(customerId)).subscription).toMatchObject({ next: null, cancelsAtPeriodEnd: true });
    await billing.setCancelled({ customerId, subscriptionId, isCancelled: false });
    await plan(pro);
    await billing.end({ customerId, subscriptionId });
    expect((await billing.facts(customerId)).subscription).toMatchObject({ state: 'ended' });
  });

  it('D-10 once a planned change has come, another can be planned, and a larger one made at once', async () => {
    const { customerId, subscriptionId } = await subscribed(business);
    const at = { customerId, subscriptionId };
    await billing.planChange({ ...at, key: `a${subscriptionId}`, price: pro });
    fixture.clock.advance(32 * DAY_MS);
    await billing.planChange({ ...at, key: `b${subscriptionId}`, price: { ...pro, plan: 'basic', amount: 1000 } });
    expect((await billing.facts(customerId)).subscription).toMatchObject({ plan: 'pro', next: { plan: 'basic' } });
    await billing.change({ ...at, key: `c${subscriptionId}`, price: business, prorateAt: fixture.clock.now() });
    expect((await billing.facts(customerId)).subscription).toMatchObject({ plan: 'business', next: null });
  });

  it('D-10 a cancelled one ends with its period, unless it goes on after all', async () => {
    const { customerId, subscriptionId } = await subscribed();
    const cancel = (isCancelled: boolean) => billing.setCancelled({ customerId, subscriptionId, isCancelled });
    await cancel(true);
    expect((await billing.facts(customerId)).subscription).toMatchObject({ cancelsAtPeriodEnd: true, state: 'active' });
    await cancel(false);
    expect((await billing.facts(customerId)).subscription).toMatchObject({ cancelsAtPeriodEnd: false });
    await cancel(true);
    fixture.clock.advance(32 * DAY_MS);
    expect((await billing.facts(customerId)).subscription).toMatchObject({ state: 'ended' });
  });

  it('D-10 a renewal that is declined leaves an invoice open, until another card pays it', async () => {
    const { customerId } = await subscribed();
    await fixture.setCard(customerId, 'declines');
    fixture.clock.advance(32 * DAY_MS);
    const late = await billing.facts(customerId);
    expect(late.subscription?.state).toBe('past-due');
    expect(late.invoices[0]).toMatchObject({ state: 'open', amount: 3000, url: expect.stringMatching(/^https?:/) });
    await fixture.setCard(customerId, 'good');
    const { subscription, invoices } = await billing.facts(customerId);
    expect([subscription?.state, invoices[0]?.state]).toEqual(['active', 'paid']);
  });

  it('D-10 what is unpaid can be ended at once', async () => {
    const { customerId, subscriptionId } = await subscribed();
    await billing.end({ customerId, subscriptionId });
    expect((await billing.facts(customerId)).subscription).toMatchObject({ state: 'ended' });
  });

  it('D-11 something is bought once, and a page that was closed sells nothing', async () => {
    const customerId = await customer();
    const wanted = { ...hosted(customerId), amount: 1900, currency: 'EUR' as const, description: '10,000 e-mails' };
    const page = await billing.purchase(wanted);
    expect((await billing.purchase(wanted)).id).toBe(page.id);
    await fixture.pay(customerId, page.id);
    expect(await billing.closePage({ customerId, pageId: page.id })).toBe('paid');
    const other = await billing.purchase({ ...wanted, ...hosted(customerId) });
    expect(await billing.closePage({ customerId, pageId: other.id })).toBe('closed');
    const { invoices, subscription } = await billing.facts(customerId);
    expect([invoices.length, subscription]).toEqual([1, null]);
  });

  const vat = { category: 'standard', rate: 19_000, name: 'VAT', country: 'DE', inclusive: false } as const;
  const buyer = { name: 'Ana GmbH', address: ['Weg 1', '10115 Berlin'], country: 'DE', taxId: null, footer: 'Us' };

  it('D-02 D-12 every charge has the tax that was said when it was made, on top or within', async () => {
    const customerId = await customer();
    const page = await billing.subscribe({ ...hosted(customerId), price: pro, trialEndsAt: null, tax: vat });
    await fixture.pay(customerId, page.id);
    const subscriptionId = (await billing.facts(customerId)).subscription!.id;
    const bought = { ...hosted(customerId), amount: 1990, currency: 'EUR' as const, description: 'AI texts' };
    const pack = await billing.purchase({ ...bought, tax: { ...vat, inclusive: true } });
    await fixture.pay(customerId, pack.id);
    const taxes = async () => (await billing.facts(customerId)).invoices.map(({ amount, tax }) => [amount, tax]);
    expect(await taxes()).toEqual([
      [1990, 318],
      [3570, 570],
    ]);
    // A larger plan shows and charges the difference with its tax.
    const change = { customerId, subscriptionId, price: business, prorateAt: fixture.clock.now() };
    const due = await billing.previewChange(change);
    expect(due).toBeGreaterThan(7100);
    await billing.change({ ...change, key: `tax${subscriptionId}` });
    expect((await taxes())[0]![0]).toBe(due);
  });

  it('D-02 D-12 a tax that changes holds from the next charge on, of what is planned too', async () => {
    const { customerId, subscriptionId } = await subscribed(business);
    await billing.planChange({ key: `tax${subscriptionId}`, customerId, subscriptionId, price: pro });
    for (const _twice of [1, 2]) await billing.setBuyer({ ...buyer, customerId, tax: vat });
    fixture.clock.advance(32 * DAY_MS);
    await billing.setBuyer({ ...buyer, customerId, tax: null });
    fixture.clock.advance(31 * DAY_MS);
    const { invoices } = await billing.facts(customerId);
    expect(invoices.map(({ amount, tax }) => [amount, tax])).toEqual([
      [3000, 0],
      [3570, 570],
      [9000, 0],
    ]);
  });

  it('D-02 D-12 whoever owes the tax themselves is charged what stands there, and the invoice says so', async () => {
    const customerId = await customer();
    const tax = { ...vat, category: 'reverse_charge', rate: 0 } as const;
    await billing.setBuyer({ ...buyer, customerId, country: 'AT', taxId: 'ATU13585627', tax });
    const page = await billing.subscribe({ ...hosted(customerId), price: pro, trialEndsAt: null, tax });
    await fixture.pay(customerId, page.id);
    expect((await billing.facts(customerId)).invoices).toMatchObject([{ amount: 3000, tax: 0, reverseCharge: true }]);
  });

  it('D-10 there is a place where the customer changes how they pay', async () => {
    const customerId = await customer();
    expect(await billing.managementUrl({ customerId, returnUrl: 'https://a.example' })).toContain(customerId);
  });
}
