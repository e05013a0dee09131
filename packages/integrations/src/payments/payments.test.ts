import { describe, expect, it } from '@jest/globals';
import { afterFile } from '@stageline/testing';
import { paymentsContract } from './contract.ts';
import { createSandboxGateway, SANDBOX_SIGNATURE } from './embedded.ts';
import { createPayments, sandboxOf } from './index.ts';
import { memoryBillingStore, memoryStore } from './memory-store.ts';
import { startStripePeer } from './stripe-peer.ts';
import { createStripePayments } from './stripe.ts';

const PAGE = 'http://stage.test/sandbox/pay';
const openSandbox = (now?: () => Date) => {
  const store = memoryStore();
  const port = createSandboxGateway({
    store,
    billingStore: memoryBillingStore(),
    secret: 'of the tests',
    pageUrl: PAGE,
    ...(now && { now }),
  });
  return { store, port };
};
async function openPeer() {
  const peer = await startStripePeer();
  afterFile(() => peer.close());
  const { url: apiUrl, webhookSecret } = peer;
  return { peer, port: createStripePayments({ secretKey: 'sk_test_ours', webhookSecret, apiUrl }) };
}
const IN_AN_HOUR = new Date(Date.now() + 3_600_000);
const checkout = (accountId: string) => ({
  ...{ key: 'pay_1', reference: 'pay_1', accountId, amount: 1000, currency: 'EUR', fee: 50, description: 'A class' },
  ...{ email: null, locale: 'en' as const, returnUrl: 'https://a.example', cancelUrl: 'https://a.example' },
  expiresAt: IN_AN_HOUR,
});

describe('payments', () => {
  describe('embedded', () => {
    paymentsContract(async () => {
      const { store, port } = openSandbox();
      const { page } = port;
      const steps = {
        pay: (at) => page.choose(at, 'card', 'now'),
        decline: (at) => page.choose(at, 'card-no-funds', 'now'),
        debit: (at) => page.choose(at, 'bank-debit', 'now'),
        'debit-succeeds': (at) => page.settle(at, 'now'),
        'debit-fails': (at) => page.settle(at, 'now'),
        dispute: (at) => page.dispute(at, 'now'),
        win: (at) => page.decide(at, 'won', 'now'),
        bounce: (at) => page.bounce(at, 'now'),
        drain: (at) => page.drain(at, true),
        fill: (at) => page.drain(at, false),
        'later-declined': (at) => page.keep(at, 'declined'),
        'later-asks': (at) => page.keep(at, 'asks'),
      } satisfies Record<string, (at: { accountId: string; checkoutId: string }) => Promise<unknown>>;
      return {
        port,
        async act(at, what) {
          // Which way a debit ends was chosen when it was given.
          if (what === 'debit-fails') {
            const known = (await store.find(at.accountId, at.checkoutId))!;
            await store.replace({ ...known, debitFails: true, version: known.version + 1 }, known.version, []);
          }
          if ((await steps[what](at)) === null) throw new Error(`Impossible: ${what}`);
        },
        told: async () =>
          store.notices.splice(0).map(({ body }) => ({
            headers: { [SANDBOX_SIGNATURE]: port.sign(body, new Date()) },
            raw: Buffer.from(body),
          })),
      };
    });

    it('D-14 3-D Secure asks whether it is them, and a wrong answer leaves the checkout open', async () => {
      const { store, port } = openSandbox();
      const { id: checkoutId } = await port.createCheckout(checkout('acct_1'));
      const at = { accountId: 'acct_1', checkoutId };
      const news = () => store.notices.splice(0).map(({ body }) => JSON.parse(body).news);
      expect(await port.page.choose(at, 'card-3ds', 'now')).toMatchObject({ state: 'challenged' });
      expect(news()).toEqual([]);
      expect(await port.page.answer(at, false, 'now')).toMatchObject({ state: 'open' });
      expect(news()).toMatchObject([{ kind: 'failed', code: 'authentication_failed', isFinal: false }]);
      await port.page.choose(at, 'card-3ds', 'now');
      expect(await port.page.answer(at, true, 'now')).toMatchObject({ state: 'paid' });
      expect(news()).toMatchObject([{ kind: 'paid' }]);
      expect(await port.page.answer(at, true, 'now')).toBeNull();
      expect(await port.page.choose(at, 'card', 'now')).toBeNull();
    });

    it('D-14 twenty at once pay one checkout once', async () => {
      const { store, port } = openSandbox();
      const { id: checkoutId } = await port.createCheckout(checkout('acct_1'));
      const at = { accountId: 'acct_1', checkoutId };
      const tried = await Promise.all(Array.from({ length: 20 }, () => port.page.choose(at, 'card', 'now')));
      expect([tried.filter((made) => made !== null).length, store.notices.length]).toEqual([1, 1]);
    });

    it('D-14 tells late, twice, or the last thing first; and nobody pays after the time', async () => {
      const now = new Date();
      const { store, port } = openSandbox(() => now);
      const begin = async (key: string) => {
        const { id } = await port.createCheckout({
          ...checkout('acct_1'),
          key,
          expiresAt: new Date(now.getTime() + 1),
        });
        return { accountId: 'acct_1', checkoutId: id };
      };
      await port.page.choose(await begin('a'), 'card-disputed', 'reversed');
      await port.page.choose(await begin('b'), 'card', 'twice');
      await port.page.choose(await begin('c'), 'card', 'late');
      const told = store.notices.map(({ body, dueAt, times }) => [
        JSON.parse(body).news.kind,
        dueAt.getTime() - now.getTime(),
        times,
      ]);
      expect(told).toEqual([
        ['paid', 1000, 1],
        ['dispute', 0, 1],
        ['paid', 0, 2],
        ['paid', 60_000, 1],
      ]);
      const over = await begin('d');
      now.setTime(now.getTime() + 1);
      expect(await port.page.choose(over, 'card', 'now')).toBeNull();
    });
  });

  describe('Stripe', () => {
    paymentsContract(async () => {
      const { peer, port } = await openPeer();
      return {
        port,
        async act({ checkoutId }, what) {
          if (what === 'dispute' || what === 'win')
            peer.dispute(`pi_${checkoutId.slice('cs_'.length)}`, what === 'win' ? 'won' : 'needs_response');
          else if (what === 'later-declined') peer.keep(checkoutId, 'declined');
          else if (what === 'later-asks') peer.keep(checkoutId, 'asks');
          else if (what === 'bounce') peer.bounce(`pi_${checkoutId.slice('cs_'.length)}`);
          else if (what === 'drain' || what === 'fill') peer.drain(what === 'drain');
          else peer.act(checkoutId, what);
        },
        told: async () => peer.told(),
      };
    });

    it('D-12 charges on the account of the promoter, with the fee of the platform', async () => {
      const { peer, port } = await openPeer();
      const { id } = await port.createCheckout({ ...checkout('acct_theirs'), currency: 'ISK', fee: 50 });
      expect(id).toMatch(/^cs_/);
      const { account, body } = peer.asked.at(-1)!;
      const form = new URLSearchParams(body);
      expect(account).toBe('acct_theirs');
      expect(form.get('payment_intent_data[application_fee_amount]')).toBe('5000');
      expect(form.get('line_items[0][price_data][unit_amount]')).toBe('100000');
      expect(form.get('payment_intent_data[metadata][payment]')).toBe('pay_1');
      await expect(
        port.createCheckout({ ...checkout('acct_theirs'), key: 'pay_2', currency: 'KWD', amount: 1001, fee: 0 }),
      ).rejects.toMatchObject({ code: 'invalid-request' });
    });

    it('D-09 an answer that was lost is asked for again under the same key, and nothing happens twice', async () => {
      const { peer, port } = await openPeer();
      peer.fail('lost', 'error');
      const { id } = await port.createCheckout(checkout('acct_theirs'));
      expect(peer.asked).toHaveLength(3);
      expect(id).toBe((await port.createCheckout(checkout('acct_theirs'))).id);
      peer.act(id, 'pay');
      const [{ headers, raw } = { headers: {}, raw: Buffer.alloc(0) }] = peer.told();
      const event = port.verify({ headers, raw, now: new Date() });
      const chargeId = event?.news?.kind === 'paid' ? event.news.chargeId : '';
      peer.fail('lost');
      const of = { key: 'rfd_1', reference: 'rfd_1', accountId: 'acct_theirs', amount: 700, currency: 'EUR' };
      await port.refund({ ...of, chargeId, returnsFee: false });
      expect(peer.told()).toHaveLength(1);
    });

    it('D-14 takes events of no concern, and of the platform itself, as such', async () => {
      const { Stripe } = await import('stripe');
      const { port, peer } = await openPeer();
      const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'customer.created', data: { object: {} } });
      const stripe = new Stripe('sk_test_x');
      const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: peer.webhookSecret });
      const told = { headers: { 'stripe-signature': signature }, raw: Buffer.from(payload), now: new Date() };
      expect(port.verify(told)).toEqual({
        id: 'evt_1',
        accountId: null,
        type: 'customer.created',
        news: null,
        customerId: null,
      });
    });
  });

  it('is off where that is said, and refuses an unknown kind and an embedded one in production', async () => {
    const production = { production: true, allowEmbedded: [] };
    const embedded = {
      kind: 'embedded',
      store: memoryStore(),
      billingStore: memoryBillingStore(),
      secret: 'x',
      pageUrl: PAGE,
    } as const;
    expect(await createPayments({ kind: 'off' }, production)).toBeNull();
    await expect(createPayments(embedded, production)).rejects.toThrow('ALLOW_EMBEDDED');
    await expect(createPayments({ kind: 'pigeon' } as never, production)).rejects.toThrow('called pigeon');
    const stripe = await createPayments({ kind: 'stripe', secretKey: 'sk', webhookSecret: 'whsec_x' }, production);
    expect([stripe?.provider, sandboxOf(stripe)]).toEqual(['stripe', null]);
    const port = await createPayments(embedded, { ...production, production: false });
    expect(sandboxOf(port)).toBe(port);
  });
});
