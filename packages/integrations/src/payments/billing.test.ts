import { describe, expect, it } from '@jest/globals';
import { afterFile } from '@stageline/testing';
import { billingContract } from './billing-contract.fixture.ts';
import { createSandboxGateway, SANDBOX_SIGNATURE } from './embedded.ts';
import { memoryBillingStore, memoryStore } from './memory-store.ts';
import { afterInterval } from './sandbox-billing-state.ts';
import { startStripeBillingPeer } from './stripe-billing-peer.ts';
import { createStripePayments } from './stripe.ts';

function movedClock() {
  let moved = 0;
  return { now: () => new Date(Date.now() + moved), advance: (ms: number) => void (moved += ms) };
}
function openSandbox() {
  const clock = movedClock();
  const billingStore = memoryBillingStore();
  const pageUrl = 'http://stage.test/sandbox/pay';
  const port = createSandboxGateway({ store: memoryStore(), billingStore, secret: 'x', pageUrl, now: clock.now });
  return { clock, billingStore, port };
}

describe('billing of promoters', () => {
  describe('embedded', () => {
    billingContract(async () => {
      const { clock, billingStore, port } = openSandbox();
      const { page } = port.billing;
      return {
        port,
        clock,
        pay: async (customerId, pageId) => void (await page.choose({ customerId, pageId }, 'card', 'now')),
        setCard: async (customerId, card) => void (await page.setCard(customerId, card, 'now')),
        told: async () =>
          billingStore.notices.splice(0).map(({ body }) => ({
            headers: { [SANDBOX_SIGNATURE]: port.sign(body, new Date()) },
            raw: Buffer.from(body),
          })),
      };
    });

    it('D-10 3-D Secure asks whether it is them, and a declined card leaves the page open', async () => {
      const { port } = openSandbox();
      const customerId = await port.billing.openCustomer({ key: 'tnt_1', email: null, name: 'A' });
      const page = await port.billing.subscribe({
        ...{ key: 'k1', customerId, reference: 'sub_1', locale: 'en', trialEndsAt: null, tax: null },
        price: { plan: 'pro', interval: 'month', currency: 'EUR', amount: 3000, name: 'Pro' },
        ...{ returnUrl: 'https://a.example', cancelUrl: 'https://a.example' },
      });
      const at = { customerId, pageId: page.id };
      expect(await port.billing.page.choose(at, 'card-declined', 'now')).toBeNull();
      await port.billing.page.choose(at, 'card-3ds', 'now');
      await port.billing.page.answer(at, false, 'now');
      expect(await port.billing.pageState(at)).toBe('open');
      await port.billing.page.choose(at, 'card-3ds', 'now');
      await port.billing.page.answer(at, true, 'now');
      expect(await port.billing.pageState(at)).toBe('paid');
    });

    it('D-10 a month after the last of January is the last of February', () => {
      const next = (day: string, interval: 'month' | 'year') => afterInterval(new Date(day), interval).toISOString();
      expect(next('2027-01-31T08:00:00.000Z', 'month')).toBe('2027-02-28T08:00:00.000Z');
      expect(next('2028-02-29T08:00:00.000Z', 'year')).toBe('2029-02-28T08:00:00.000Z');
      expect(next('2027-12-15T08:00:00.000Z', 'month')).toBe('2028-01-15T08:00:00.000Z');
    });
  });

  describe('Stripe', () => {
    billingContract(async () => {
      const clock = movedClock();
      const peer = await startStripeBillingPeer(clock.now);
      afterFile(() => peer.close());
      const { url: apiUrl, webhookSecret: billingWebhookSecret } = peer;
      const secrets = { secretKey: 'sk_test_ours', webhookSecret: 'whsec_of_accounts', billingWebhookSecret };
      return {
        port: createStripePayments({ ...secrets, apiUrl }),
        clock,
        pay: peer.pay,
        setCard: peer.setCard,
        told: async () => peer.told(),
      };
    });

    it('D-10 a schedule that was only made plans nothing, and the next try fills it', async () => {
      const clock = movedClock();
      const peer = await startStripeBillingPeer(clock.now);
      afterFile(() => peer.close());
      const secrets = { secretKey: 'sk_test_ours', webhookSecret: 'whsec_of_accounts' };
      const { billing } = createStripePayments({ ...secrets, apiUrl: peer.url });
      const customerId = await billing.openCustomer({ key: 'tnt_1', email: null, name: 'A' });
      const price = { plan: 'pro', interval: 'year', currency: 'EUR', amount: 30_000, name: 'Pro' } as const;
      const page = await billing.subscribe({
        ...{ key: 'k1', customerId, reference: 'sub_1', locale: 'en', trialEndsAt: null, price, tax: null },
        ...{ returnUrl: 'https://a.example', cancelUrl: 'https://a.example' },
      });
      await peer.pay(customerId, page.id);
      const subscriptionId = (await billing.facts(customerId)).subscription!.id;
      const monthly = { ...price, interval: 'month', amount: 3000 } as const;
      const plan = () => billing.planChange({ key: 'p1', customerId, subscriptionId, price: monthly });
      peer.breakAt({ path: '/subscription_schedules', after: 1 });
      await expect(plan()).rejects.toMatchObject({ code: 'rejected' });
      peer.breakAt(null);
      expect((await billing.facts(customerId)).subscription).toMatchObject({ interval: 'year', next: null });
      await plan();
      expect((await billing.facts(customerId)).subscription).toMatchObject({ next: { interval: 'month' } });
      const made = peer.asked.filter(({ body }) => body.includes('from_subscription'));
      expect(made).toHaveLength(1);

      // A phase that says nothing of tax has none: what is planned is told it, too.
      const vat = { category: 'standard', rate: 19_000, name: 'VAT', country: 'DE', inclusive: false } as const;
      const buyer = { name: 'Ana', address: ['Weg 1'], country: 'DE', taxId: null, footer: '' };
      await billing.setBuyer({ ...buyer, customerId, tax: vat });
      const last = peer.asked.findLast(({ path, body }) => path.includes('/subscription_schedules/') && body !== '');
      const phases = new URLSearchParams(last!.body);
      expect([0, 1].map((at) => phases.get(`phases[${at}][default_tax_rates][0]`))).toEqual(['txr_1', 'txr_1']);
    });
  });
});
