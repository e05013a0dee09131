import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closedWhenRestricted, operations, type Plan, type TenantId } from '@stageline/contracts';
import { createPayments, IntegrationError, sandboxOf, type PaymentsPort } from '@stageline/integrations/payments';
import { createLogger, newId } from '@stageline/platform';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { createCreditsModule, type CreditLettersDeps, type CreditsModule } from '../credits/index.ts';
import { createSandboxStore, keepNotices } from '../payments/index.ts';
import {
  createSandboxBillingStore,
  createSubscriptionsModule,
  subscriptionMigrations,
  type SubscriptionsModule,
} from './index.ts';

const DAY_MS = 86_400_000;
const logger = createLogger({ service: 'test', level: 'silent' });
const pro = { plan: 'pro', interval: 'month' } as const;
const business = { plan: 'business', interval: 'month' } as const;

let bed: FeatureBed;
let port: PaymentsPort;
let credits: CreditsModule;
let subscriptions: SubscriptionsModule;
let given: Plan = 'free';
let isAway = false;
let isClosing = false;
/** The mails of all sites, by their key. */
let mails: string[] = [];

beforeAll(async () => {
  bed = await createFeatureBed();
  const { unitOfWork, clock } = bed;
  const now = () => clock.now();
  const stores = {
    store: createSandboxStore(unitOfWork),
    billingStore: createSandboxBillingStore(unitOfWork, keepNotices),
  };
  const config = { kind: 'embedded', ...stores, secret: 'x', pageUrl: 'http://stage.test/sandbox/pay', now } as const;
  port = (await createPayments(config, { production: false, allowEmbedded: [] }))!;
  const mailer: CreditLettersDeps['mailer'] = {
    send: async ({ idempotencyKey }) => mails.push(idempotencyKey!.replace(/\.mem_.*/, '')),
  };
  const common = {
    ...{ unitOfWork, clock, logger, mailer },
    owners: async () => [{ id: newId('mem'), name: 'Dana', email: 'dana@owner.example', locale: 'en' as const }],
    site: async () => ({ siteName: 'Dana Reyes', url: 'http://dana.stage.test' }),
  };
  credits = createCreditsModule({
    ...common,
    plan: async () => (await subscriptions.service.standing()).plan,
    roomSeconds: async () => 0,
  });
  subscriptions = createSubscriptionsModule({
    ...common,
    // Away, it answers nothing.
    port: { ...port, billing: failing(port.billing) },
    credits: credits.service,
    given: async () => given,
    audit: { record: async () => undefined },
    isClosing: async () => isClosing,
    idempotency: { run: async (_asked, work) => work(newId('idk')) },
    queue: { enqueue: async () => undefined },
    onSandboxStep: () => undefined,
  });
});
afterAll(() => bed.close());

/** The same, but for the times when it is away. */
const failing = <T extends object>(api: T): T =>
  new Proxy(api, {
    get: (target, name) => {
      if (isAway) return async () => Promise.reject(new IntegrationError('payments', 'unavailable', true));
      return Reflect.get(target, name) as unknown;
    },
  });
const gateway = () => sandboxOf(port)!.billing.page;

/** A new site, with what its owner and the provider do. */
function site() {
  const { id } = bed.tenant();
  const of = <T>(work: () => Promise<T>): Promise<T> => bed.in(id, work);
  const customer = () => of(() => subscriptions.service.customer());
  const view = () => of(() => subscriptions.service.view());
  const refresh = () => of(() => subscriptions.refresh());
  const pay = async () => {
    const customerId = await customer();
    const pageId = (await gateway().find(customerId))!.pages.find(({ state }) => state === 'open')!.id;
    await gateway().choose({ customerId, pageId }, 'card', 'now');
  };
  const subscribe = (choice: { plan: 'pro' | 'business'; interval: 'month' | 'year' } = pro) =>
    of(() => subscriptions.service.subscribe({ ...choice, currency: 'EUR' }));
  const booked = async (choice: Parameters<typeof subscribe>[0] = pro) => {
    await subscribe(choice);
    await pay();
    await refresh();
  };
  const card = async (how: 'good' | 'declines') => void (await gateway().setCard(await customer(), how, 'now'));
  return { id, of, customer, view, refresh, pay, subscribe, booked, card, service: subscriptions.service };
}
const later = (days: number): void => bed.clock.advance(days * DAY_MS);
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
/** What has been mailed since the last time. */
const mailed = (): string[] => mails.splice(0).map((key) => key.split('.')[1]!.split(':')[0]!);

describe('the plan of a site', () => {
  it('D-10 is booked on a page of the provider, once, however often it is asked for', async () => {
    const { subscribe, pay, refresh, view } = site();
    const urls = await Promise.all([subscribe(), subscribe(), subscribe()]);
    expect(new Set(urls).size).toBe(1);
    const other = await subscribe(business);
    expect(urls).not.toContain(other);
    await pay();
    await refresh();
    const shown = await view();
    expect(shown).toMatchObject({ plan: 'business', state: 'active', booked: { amount: 9900 }, canTry: false });
    expect(shown.invoices).toMatchObject([{ amount: 9900, state: 'paid' }]);
    expect(await codeOf(subscribe())).toBe('plan-unavailable');
    expect(mailed()).toEqual(['began']);
  });

  it('D-10 whoever has paid on the page that they left is not asked to pay on another', async () => {
    const { subscribe, pay, view } = site();
    await subscribe();
    await pay();
    expect(await codeOf(subscribe(business))).toBe('plan-unavailable');
    expect((await view()).plan).toBe('pro');
  });

  it('D-10 a trial needs no card, is told of before it ends, and ends by itself', async () => {
    const { of, view, service } = site();
    mailed();
    expect(await of(() => service.startTrial('business'))).toMatchObject({ plan: 'business', state: 'trialing' });
    expect(await codeOf(of(() => service.startTrial('pro')))).toBe('plan-unavailable');
    await subscriptions.sweep();
    later(11.5);
    await subscriptions.sweep();
    await subscriptions.sweep();
    expect(mailed()).toEqual(['trial-ends']);
    later(3);
    expect(await view()).toMatchObject({ plan: 'free', state: 'ended' });
    await subscriptions.sweep();
    expect(mailed()).toEqual(['trial-ended']);
  });

  it('D-10 whoever books in a trial is charged when it is over', async () => {
    const { of, view, service, booked, refresh } = site();
    await of(() => service.startTrial('pro'));
    await booked();
    expect(await view()).toMatchObject({ state: 'trialing', plan: 'pro', invoices: [] });
    later(14.1);
    await refresh();
    expect((await view()).invoices).toMatchObject([{ amount: 2900, state: 'paid' }]);
  });

  it('D-10 an upgrade costs what was shown, and nothing else', async () => {
    const { of, view, service, booked } = site();
    await booked();
    later(10);
    const shown = await of(() => service.preview(business));
    expect(shown).toMatchObject({ when: 'at-once', amount: 9900, currency: 'EUR' });
    expect(shown.dueNow).toBeGreaterThan(4000);
    const { dueNow } = shown;
    const at = new Date(shown.at);
    expect(await codeOf(of(() => service.change(business, { at, dueNow: dueNow - 1 })))).toBe('quote-changed');
    expect((await view()).plan).toBe('pro');
    await of(() => service.change(business, { at, dueNow }));
    // A second click finds it changed.
    expect(await codeOf(of(() => service.change(business, { at, dueNow })))).toBe('plan-unavailable');
    const { plan, invoices } = await view();
    expect([plan, invoices.map(({ amount }) => amount)]).toEqual(['business', [dueNow, 2900]]);
  });

  it('D-10 a declined upgrade and an amount of half an hour ago change nothing', async () => {
    const { of, view, service, booked, card } = site();
    await booked();
    later(1);
    const { at, dueNow } = await of(() => service.preview(business));
    await card('declines');
    const change = () => of(() => service.change(business, { at: new Date(at), dueNow }));
    expect(await codeOf(change())).toBe('payment-declined');
    await card('good');
    bed.clock.advance(16 * 60_000);
    expect(await codeOf(change())).toBe('quote-changed');
    expect(await view()).toMatchObject({ plan: 'pro', state: 'active' });
  });

  it('D-10 a downgrade leaves what is paid for until the period ends, and can be taken back', async () => {
    const { of, view, service, booked, refresh } = site();
    await booked(business);
    const change = async (choice: typeof pro | typeof business) => {
      const { at, dueNow, when } = await of(() => service.preview(choice));
      await of(() => service.change(choice, { at: new Date(at), dueNow }));
      bed.clock.advance(1000);
      return [when, dueNow];
    };
    expect(await change(pro)).toEqual(['later', 0]);
    expect(await view()).toMatchObject({ plan: 'business', next: { plan: 'pro', amount: 2900 } });
    expect(await change(business)).toEqual(['undo', 0]);
    expect(await view()).toMatchObject({ plan: 'business', next: null });
    await change(pro);
    later(32);
    // It is so by the time alone, and the same once the provider is asked.
    expect(await view()).toMatchObject({ plan: 'pro' });
    await refresh();
    const { plan, next, invoices } = await view();
    expect([plan, next, invoices.map(({ amount }) => amount)]).toEqual(['pro', null, [2900, 9900]]);
  });

  it('D-10 a year becomes a month when it ends, and until then nothing else begins at once', async () => {
    const { of, view, service, booked, refresh } = site();
    await booked({ plan: 'pro', interval: 'year' });
    later(20);
    const { at, dueNow, when, nextChargeAt } = await of(() => service.preview(pro));
    expect([when, dueNow]).toEqual(['later', 0]);
    expect(nextChargeAt).toBe((await view()).booked!.periodEndsAt);
    const change = () => of(() => service.change(pro, { at: new Date(at), dueNow }));
    expect(await change()).toMatchObject({ booked: { interval: 'year', amount: 29_000 }, next: { interval: 'month' } });
    // Pressed twice, it is planned once.
    expect(await codeOf(change())).toBe('plan-unavailable');
    expect(await codeOf(of(() => service.preview({ plan: 'business', interval: 'year' })))).toBe('plan-unavailable');
    expect(await of(() => service.preview(business))).toMatchObject({ when: 'later', dueNow: 0 });
    expect(await of(() => service.preview({ plan: 'pro', interval: 'year' }))).toMatchObject({ when: 'undo' });
    // An end of the plan takes the place of what was planned.
    await of(() => service.cancel());
    bed.clock.advance(1000);
    expect(await of(() => service.resume())).toMatchObject({ next: null, state: 'active' });
    const again = await of(() => service.preview(pro));
    await of(() => service.change(pro, { at: new Date(again.at), dueNow: 0 }));
    later(350);
    await refresh();
    const { booked: month, next, invoices } = await view();
    expect([month!.interval, month!.amount, next]).toEqual(['month', 2900, null]);
    expect(invoices.map(({ amount }) => amount)).toEqual([2900, 29_000]);
  });

  it('D-10 a cancelled plan goes on until its period ends, unless it is resumed', async () => {
    const { of, view, service, booked, refresh } = site();
    await booked();
    mailed();
    expect(await of(() => service.cancel())).toMatchObject({ state: 'cancelling', plan: 'pro' });
    expect(await of(() => service.resume())).toMatchObject({ state: 'active' });
    expect(await codeOf(of(() => service.resume()))).toBe('plan-unavailable');
    await of(() => service.cancel());
    later(32);
    await refresh();
    expect(await view()).toMatchObject({ state: 'ended', plan: 'free', booked: null });
    expect(mailed()).toEqual(['ended']);
  });

  it('D-10 who owes is told, then warned, then restricted; and free again once it is paid', async () => {
    const { of, view, service, booked, card, refresh } = site();
    await booked();
    mailed();
    await card('declines');
    later(31.5);
    const looks: unknown[] = [];
    for (const days of [0, 8, 7]) {
      later(days);
      await subscriptions.sweep();
      await subscriptions.sweep();
      const { state, plan } = await view();
      looks.push([state, plan, (await of(() => service.standing())).isRestricted, mailed()]);
    }
    expect(looks).toEqual([
      ['past_due', 'pro', false, ['past_due']],
      ['grace', 'pro', false, ['grace']],
      ['restricted', 'free', true, ['restricted']],
    ]);
    await card('good');
    await refresh();
    expect(await view()).toMatchObject({ state: 'active', plan: 'pro', restrictedAt: null });
  });

  it('D-10 what is closed then are operations of members that make something new, and nothing else', async () => {
    const { of, booked, card, refresh, service } = site();
    await of(() => service.assertUnrestricted());
    await booked();
    await card('declines');
    later(46);
    await refresh();
    expect(await codeOf(of(() => service.assertUnrestricted()))).toBe('site-restricted');
    const closed = closedWhenRestricted.map((id) => operations.find((operation) => operation.id === id));
    for (const operation of closed)
      expect([operation?.access.kind, operation?.method === 'GET', operation?.host]).toEqual([
        'member',
        false,
        'tenant',
      ]);
  });

  it('D-10 who owes can end it at once and go on with the free plan', async () => {
    const { of, view, service, booked, card, refresh } = site();
    await booked();
    await card('declines');
    later(32);
    await refresh();
    await of(() => service.cancel());
    expect(await view()).toMatchObject({ state: 'ended', plan: 'free', booked: null });
    expect((await of(() => service.standing())).isRestricted).toBe(false);
  });

  it('D-10 while the provider is away a plan holds, and what follows from the time comes all the same', async () => {
    const { of, view, service, booked, card, refresh } = site();
    await booked();
    await card('declines');
    later(32);
    await refresh();
    mailed();
    isAway = true;
    expect(await view()).toMatchObject({ plan: 'pro', state: 'past_due' });
    expect(await codeOf(of(() => service.cancel()))).toBe('unavailable');
    later(15);
    await subscriptions.sweep();
    expect(await view()).toMatchObject({ plan: 'free', state: 'restricted' });
    expect(mailed()).toEqual(['restricted']);
    isAway = false;
    await card('good');
    bed.clock.advance(11 * 60_000);
    await subscriptions.sweep();
    expect(await view()).toMatchObject({ plan: 'pro', state: 'active' });
  });

  it('D-10 what the platform gives is had without a charge, and nobody who need not pay is restricted', async () => {
    const { of, view, service, booked, card, refresh } = site();
    given = 'business';
    expect(await view()).toMatchObject({ plan: 'business', complimentary: 'business', state: 'none' });
    expect(await codeOf(of(() => service.startTrial('pro')))).toBe('plan-unavailable');
    given = 'free';
    await booked();
    await card('declines');
    later(50);
    await refresh();
    given = 'pro';
    expect(await view()).toMatchObject({ plan: 'pro' });
    expect((await of(() => service.standing())).isRestricted).toBe(false);
    given = 'free';
  });

  it('D-10 A-14 a site that is being closed is charged no further period, and ends with what is removed', async () => {
    const { id, booked, view, customer } = site();
    await booked();
    isClosing = true;
    await subscriptions.lookSoon(id);
    await subscriptions.sweep();
    expect(await view()).toMatchObject({ state: 'cancelling' });
    isClosing = false;
    await subscriptions.end(id);
    await subscriptions.end(id);
    expect((await gateway().find(await customer()))!.subscription).toMatchObject({ state: 'ended' });
  });

  it('D-10 D-08 told in any order and any number of times, it ends alike, and nothing is mailed twice', async () => {
    const steps = ['renew', 'declines', 'renew', 'good'] as const;
    const told = fc.array(fc.integer({ min: 0, max: steps.length }), { maxLength: 8 });
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(told, async (when) => {
        const { booked, card, customer, view, refresh, id } = site();
        await booked();
        mails = [];
        for (const [at, step] of steps.entries()) {
          if (step === 'renew') await gateway().renew(await customer(), 'now');
          else await card(step);
          // News of any step may come now, several at once, or never.
          const customerId = await customer();
          const news = when.filter((each) => each === at);
          await Promise.all(news.map(() => subscriptions.told(customerId, `evt_${at}`)));
          await Promise.all(news.map(() => refresh()));
        }
        await Promise.all([refresh(), refresh()]);
        const { state, plan, invoices } = await view();
        ends.add(JSON.stringify([state, plan, invoices.map((invoice) => [invoice.amount, invoice.state])]));
        expect(new Set(mails).size).toBe(mails.length);
        await forget(id);
      }),
      { numRuns: 20 },
    );
    expect([...ends]).toEqual([JSON.stringify(['active', 'pro', [2900, 2900, 2900].map((sum) => [sum, 'paid'])])]);
  });

  it('D-10 D-08 a planned change comes alike, however news of it and of its time are ordered', async () => {
    const ends = new Set<string>();
    const told = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(told, async (when) => {
        const { of, booked, customer, view, refresh, id, service } = site();
        await booked({ plan: 'business', interval: 'year' });
        const customerId = await customer();
        const steps = [
          async () => {
            const { at } = await of(() => service.preview(pro));
            await of(() => service.change(pro, { at: new Date(at), dueNow: 0 }));
          },
          async () => void (await gateway().renew(customerId, 'now')),
          async () => void (await gateway().renew(customerId, 'now')),
        ];
        for (const [at, step] of steps.entries()) {
          await step();
          const news = when.filter((each) => each === at);
          await Promise.all(news.map(() => subscriptions.told(customerId, `evt_${at}`)));
          await Promise.all(news.map(() => refresh()));
        }
        await Promise.all([refresh(), refresh()]);
        const { plan, next, booked: is, invoices } = await view();
        ends.add(JSON.stringify([plan, next, is!.interval, invoices.map(({ amount }) => amount)]));
        await forget(id);
      }),
      { numRuns: 15 },
    );
    expect([...ends]).toEqual([JSON.stringify(['pro', null, 'month', [2900, 2900, 99_000]])]);
  });

  it('D-11 credits are there once they are paid, once, whether anybody was told or not', async () => {
    const { of, view, customer, refresh } = site();
    const [route] = subscriptions.routes.filter(({ operation }) => operation.id === 'billing.buy-credits');
    const buy = () =>
      of(() =>
        route!.handle({
          body: { kind: 'mail', currency: 'EUR' },
          actor: { membershipId: newId('mem') },
          idempotencyKey: () => newId('job'),
        } as never),
      );
    const paid = async () => {
      await buy();
      const customerId = await customer();
      const open = (await gateway().find(customerId))!.pages.find(({ state }) => state === 'open')!;
      await refresh();
      const before = await boughtNow();
      await gateway().choose({ customerId, pageId: open.id }, 'card', 'now');
      return before;
    };
    const boughtNow = async () => (await view()).credits.find(({ kind }) => kind === 'mail')!.bought;
    expect(await paid()).toBe(0);
    await Promise.all([refresh(), refresh(), refresh(), refresh()]);
    expect(await boughtNow()).toBe(10_000);
    expect(await paid()).toBe(10_000);
    bed.clock.advance(11 * 60_000);
    await subscriptions.sweep();
    expect(await boughtNow()).toBe(20_000);
  });

  it('D-02 D-12 what the platform sells is taxed as it says and where the buyer is, and shown before it is paid', async () => {
    const { of, booked, view, refresh, service } = site();
    const sells = {
      ...{
        legalName: 'Stageline GmbH',
        address: ['Weg 1', '10115 Berlin'],
        country: 'DE',
        taxId: 'DE136695976',
        taxName: 'VAT',
      },
      ...{ rates: [{ country: 'DE', rate: 19_000 }], pricesIncludeTax: false },
    };
    const buyer = { name: 'Ana GmbH', address: ['Gasse 2', '1010 Wien'], country: 'AT', taxId: 'ATU13585627' };
    expect(await view()).toMatchObject({ tax: null, buyer: null });
    const { version } = await subscriptions.seller.view();
    await subscriptions.seller.save(version, sells);
    expect(await codeOf(subscriptions.seller.save(version, sells))).toBe('conflict');
    expect((await view()).tax).toEqual({ category: 'standard', rate: 19_000, name: 'VAT', pricesIncludeTax: false });
    await booked();
    const amounts = async () => (await view()).invoices.map(({ amount, tax }) => [amount, tax]);
    expect(await amounts()).toEqual([[3451, 551]]);
    const { dueNow } = await of(() => service.preview(business));
    expect(dueNow).toBe(8330);
    // Elsewhere in the EU with a tax number they owe it themselves, from the next charge on.
    expect(await codeOf(of(() => service.saveBuyer({ ...buyer, taxId: 'ATU13585628' })))).toBe('validation-failed');
    expect(await of(() => service.saveBuyer(buyer))).toMatchObject({ tax: { category: 'reverse_charge' }, buyer });
    expect((await of(() => service.preview(business))).dueNow).toBe(7000);
    later(32);
    await refresh();
    expect(await amounts()).toEqual([
      [2900, 0],
      [3451, 551],
    ]);
    expect((await view()).invoices[0]).toMatchObject({ reverseCharge: true });
    // A rate that changes reaches every plan with the sweep, whether anybody does anything or not.
    await of(() => service.saveBuyer({ ...buyer, country: 'DE', taxId: null }));
    await subscriptions.seller.save(version + 1, { ...sells, rates: [{ country: 'DE', rate: 7000 }] });
    await subscriptions.sweep();
    later(32);
    await refresh();
    expect((await amounts())[0]).toEqual([3103, 203]);
    await subscriptions.seller.save(version + 2, { ...sells, rates: [] });
    await subscriptions.sweep();
  });

  it('D-02 D-12 a page that was opened keeps its tax, and one opened after a change has the new one', async () => {
    const { of, subscribe, pay, refresh, view } = site();
    const { version, seller } = await subscriptions.seller.view();
    const first = await subscribe();
    expect(await subscribe()).toBe(first);
    await subscriptions.seller.save(version, { ...seller!, rates: [{ country: 'DE', rate: 19_000 }] });
    expect(await subscribe()).not.toBe(first);
    await pay();
    await refresh();
    expect((await view()).invoices).toMatchObject([{ amount: 3451, tax: 551 }]);
    // A provider that cannot be told is told later, and nothing else waits for it.
    isAway = true;
    const buyer = { name: 'Ben', address: ['Street 1'], country: 'US', taxId: null };
    expect(await codeOf(of(() => subscriptions.service.saveBuyer(buyer)))).toBe('unavailable');
    isAway = false;
    await subscriptions.sweep();
    later(32);
    await refresh();
    expect((await view()).invoices[0]).toMatchObject({ amount: 2900, tax: 0 });
    await subscriptions.seller.save(version + 1, { ...seller!, rates: [] });
  });

  it('D-10 plans of before changes could be planned have none planned', async () => {
    const { of, booked, view } = site();
    await booked();
    const old = { $set: { 'booked.keeps': null }, $unset: { 'booked.next': 1 } };
    await of(async () => void (await mongoose.models['Subscription']!.updateMany({}, old)));
    for (const migration of subscriptionMigrations) await migration.up(mongoose.connection);
    const kept = await of(() => mongoose.models['Subscription']!.findOne({}).lean<{ booked: object }>());
    expect(kept!.booked).toMatchObject({ next: null });
    expect(kept!.booked).not.toHaveProperty('keeps');
    expect(await view()).toMatchObject({ plan: 'pro', next: null });
  });

  it('D-12 news of a customer who is none of ours is refused, so that it is told again', async () => {
    await expect(subscriptions.told('cus_nobody', 'evt_1')).rejects.toMatchObject({ code: 'not-found' });
  });
});

/** So that the sweeps of other tests leave it alone. */
const forget = (id: TenantId) =>
  bed.in(id, async () => void (await mongoose.models['Subscription']!.updateMany({}, { $set: { lookAt: null } })));
