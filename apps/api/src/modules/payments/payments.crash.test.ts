import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { eventually, startPeer } from '@stageline/testing';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';

/** A transaction of a process that was killed keeps its rows until the server gives it up. */
const DEADLINE_MS = 120_000;

describe('a server that is killed while somebody pays', () => {
  let money: MoneyBed;
  beforeAll(async () => {
    money = await createMoneyBed();
  });
  afterAll(() => money.bed.close());

  /** Goes as far as that in a process of its own, and kills it there. */
  async function killed({ id: tenantId, invoiceId }: Shop, at: 'checkout' | 'charge'): Promise<void> {
    const { mongoUri, clock } = money.bed;
    const task = { mongoUri, tenantId, invoiceId, now: clock.now().toISOString(), at };
    const child = await startPeer({
      command: process.execPath,
      args: [path.join(import.meta.dirname, '../../testing/payment.child.ts'), JSON.stringify(task)],
      ready: { line: /did stop/ },
    });
    child.kill('SIGKILL');
    await child.exited;
  }
  const rows = ({ id }: Shop, name: string) => money.rows(id, name);
  /** What the books hold of it, and what its buyer was given. */
  async function expectPaidOnce(shop: Shop): Promise<void> {
    expect(await rows(shop, 'Payment')).toEqual([expect.objectContaining({ state: 'paid', amount: PRICE })]);
    expect(await rows(shop, 'Receipt')).toHaveLength(1);
    expect((await rows(shop, 'Posting')).map(({ kind }) => kind).toSorted()).toEqual(['issue', 'payment']);
    const invoice = await money.bed.in(shop.id, () => money.invoices.service.get(shop.invoiceId));
    expect(invoice).toMatchObject({ state: 'paid', figures: { paid: PRICE, due: 0, overpaid: 0 } });
  }

  it(
    'D-09 killed between the checkout of the provider and our note of it: whoever asks again gets the same one',
    async () => {
      const shop = await money.site();
      await killed(shop, 'checkout');
      expect(await shop.active()).toMatchObject({ state: 'open', checkoutId: null });
      const url = await shop.begin();
      expect(await shop.begin()).toBe(url);
      expect(await rows(shop, 'SandboxCheckout')).toHaveLength(1);
      await money.gateway().page.choose(await money.atOf(shop), 'card', 'now');
      await money.hear();
      await expectPaidOnce(shop);
    },
    DEADLINE_MS,
  );

  it(
    'D-09 killed between the charge and our record of it: the sweep finds it, and records it once',
    async () => {
      const shop = await money.site();
      await shop.begin();
      await money.gateway().page.choose(await money.atOf(shop), 'card', 'now');
      await killed(shop, 'charge');
      expect((await rows(shop, 'Payment')).map(({ state }) => state)).toEqual(['open']);
      // Nobody has told us yet; what is not heard of is asked for after a while.
      money.bed.clock.advance(6 * 60_000);
      await eventually(async () => {
        await money.payments.sweep();
        // What the killed process keeps locked is looked at an hour later again.
        money.bed.clock.advance(61 * 60_000);
        return (await rows(shop, 'Payment'))[0].state === 'paid';
      });
      // Told of it at last, and twice.
      await money.hear();
      await money.hear();
      await expectPaidOnce(shop);
    },
    DEADLINE_MS,
  );
});
