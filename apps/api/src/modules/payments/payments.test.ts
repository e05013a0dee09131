import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvoiceId, TenantId } from '@stageline/contracts';
import type { PaymentNews } from '@stageline/integrations/payments';
import { newId } from '@stageline/platform';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';

let money: MoneyBed;
let bed: MoneyBed['bed'];
let invoices: MoneyBed['invoices'];
let payments: MoneyBed['payments'];
beforeAll(async () => {
  money = await createMoneyBed();
  ({ bed, invoices, payments } = money);
});
afterAll(() => bed.close());

const gateway = () => money.gateway();
const rows = (id: TenantId, name: string, filter = {}) => money.rows(id, name, filter);
const site = (sold?: Parameters<MoneyBed['site']>[0]) => money.site(sold);
const paid = (sold?: Parameters<MoneyBed['site']>[0]) => money.paid(sold);
const atOf = (shop: Shop) => money.atOf(shop);
const tell: MoneyBed['tell'] = (...told) => money.tell(...told);
const workOff = () => money.workOff();
const hear = () => money.hear();
const figures = async (id: TenantId, invoiceId: InvoiceId) =>
  (await bed.in(id, () => invoices.service.get(invoiceId))).figures;
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('paying', () => {
  it('D-14 an invoice is paid on the page of the provider, and its receipt issued', async () => {
    const shop = await paid();
    const [payment] = await rows(shop.id, 'Payment');
    expect(payment).toMatchObject({ state: 'paid', amount: PRICE, fee: 500, refundable: PRICE, method: 'card' });
    const invoice = await bed.in(shop.id, () => invoices.service.get(shop.invoiceId));
    expect([invoice.state, invoice.figures.due]).toEqual(['paid', 0]);
    expect(await rows(shop.id, 'Receipt')).toHaveLength(1);
    expect(await codeOf(shop.begin())).toBe('invoice-settled');
  });

  it('D-09 ten clicks on Pay at once lead to one checkout, and one charge', async () => {
    const shop = await site();
    const urls = await Promise.all(Array.from({ length: 10 }, () => shop.begin()));
    expect(new Set(urls).size).toBe(1);
    expect(await rows(shop.id, 'Payment')).toHaveLength(1);
    expect(await rows(shop.id, 'SandboxCheckout')).toHaveLength(1);
    const at = await atOf(shop);
    await Promise.all(Array.from({ length: 5 }, () => gateway().page.choose(at, 'card', 'twice')));
    await hear();
    await hear();
    expect(await rows(shop.id, 'Receipt')).toHaveLength(1);
  });

  it.each(['away', 'lost'] as const)('D-09 goes on after the provider was %s with the same checkout', async (how) => {
    const shop = await site();
    money.fail(how);
    expect(await codeOf(shop.begin())).toBe('unavailable');
    const url = await shop.begin();
    expect(await shop.begin()).toBe(url);
    expect(await rows(shop.id, 'Payment')).toHaveLength(1);
    expect(await rows(shop.id, 'SandboxCheckout')).toHaveLength(1);
  });

  it('D-14 whoever comes back from paying is told what became of it, and of no invoice elsewhere', async () => {
    const shop = await site();
    const link = bed.in(shop.id, async () => payments.payLinks.tokenFor(shop.id, shop.invoiceId));
    const standing = async (how: 'paid' | 'unpaid' | 'unable', at = shop.id) => {
      const token = await link;
      const found = await bed.in(at, () => payments.standing(token, how));
      return found && [found.state, found.amount, found.due, found.payPath === null];
    };
    expect(await standing('unpaid')).toEqual(['due', PRICE, PRICE, false]);
    expect(await standing('unable')).toEqual(['unable', PRICE, PRICE, true]);
    await shop.begin();
    // They may have paid: nothing was heard yet.
    expect(await standing('paid')).toEqual(['arriving', PRICE, PRICE, true]);
    expect(await standing('unpaid')).toEqual(['due', PRICE, PRICE, false]);
    await gateway().page.choose(await atOf(shop), 'card', 'now');
    await hear();
    expect(await standing('paid')).toEqual(['paid', PRICE, 0, true]);
    // An old link in a mail.
    expect(await standing('unpaid')).toEqual(['settled', 0, 0, true]);
    expect(await standing('paid', (await site()).id)).toBeNull();
    expect(await bed.in(shop.id, () => payments.standing('made-up', 'paid'))).toBeNull();
  });

  it('D-14 whoever comes back is told that their bank is at work, also after a member has noted a part of it', async () => {
    const shop = await site();
    await shop.begin();
    const { _id: reference, checkoutId } = await shop.active();
    await tell(shop, { kind: 'processing', reference, checkoutId, chargeId: 'ch_debit' });
    await workOff();
    const noted = { amount: 4000, method: 'cash' as const, paidAt: bed.clock.now().toISOString() };
    await bed.in(shop.id, () => payments.service.record(shop.invoiceId, noted, newId('idk')));
    const token = payments.payLinks.tokenFor(shop.id, shop.invoiceId);
    const standing = await bed.in(shop.id, () => payments.standing(token, 'paid'));
    expect(standing).toMatchObject({ state: 'processing', amount: PRICE, payPath: null });
  });

  it('D-08 what was charged while nobody here heard it is found by asking', async () => {
    const shop = await site();
    await shop.begin();
    await gateway().page.choose(await atOf(shop), 'card', 'now');
    // The notifications are lost with the process that took them.
    await bed.in(shop.id, async () => mongoose.models['SandboxNotice']!.deleteMany({}));
    bed.clock.advance(6 * 60_000);
    await payments.sweep();
    await payments.sweep();
    expect((await figures(shop.id, shop.invoiceId)).due).toBe(0);
    expect(await rows(shop.id, 'Receipt')).toHaveLength(1);
  });

  it('D-08 events that are told at once, one of them four times, are each kept and ordered once', async () => {
    const shops = [await site(), await site()];
    for (const shop of shops) {
      await shop.begin();
      await gateway().page.choose(await atOf(shop), 'card', 'now');
    }
    money.orders.splice(0);
    await payments.deliver!(async (headers, body) => {
      const once = () => payments.intake.webhook.handle({ headers, raw: Buffer.from(body) });
      await Promise.all([once(), once(), once(), once()]);
      return true;
    });
    for (const shop of shops) {
      const kept = (await rows(shop.id, 'PaymentEvent')).map(({ _id }) => _id);
      expect(kept.length).toBeGreaterThan(0);
      expect(money.orders.filter(({ tenantId }) => tenantId === shop.id).map(({ id }) => id)).toEqual(kept);
    }
    await workOff();
  });

  it('D-08 an event that was kept and whose job was lost is worked off by the sweep', async () => {
    const shop = await site();
    await shop.begin();
    await gateway().page.choose(await atOf(shop), 'card', 'now');
    await payments.deliver!(async (headers, body) => {
      await payments.intake.webhook.handle({ headers, raw: Buffer.from(body) });
      return true;
    });
    money.orders.splice(0);
    bed.clock.advance(61_000);
    await payments.sweep();
    expect(money.orders).toHaveLength(1);
    await workOff();
    expect((await rows(shop.id, 'Payment'))[0]).toMatchObject({ state: 'paid' });
  });

  it('D-02 the page on which it is paid names the net amount, the tax of each rate, and what it comes to', async () => {
    const shop = await site([
      { description: 'Masterclass', quantity: 1, unitAmount: 11_900 },
      { description: 'Workbook', quantity: 2, unitAmount: 1070, tax: { category: 'standard', rate: 7_000 } },
    ]);
    await shop.begin();
    const shown = async ({ accountId, checkoutId }: { accountId: string; checkoutId: string }) => {
      const page = payments.pages[0]!.show({ params: { accountId, checkoutId }, query: new URLSearchParams() });
      const [, sums] = /<dl class="sums">(.*?)<\/dl>/.exec((await page).body) ?? [];
      return sums
        ?.replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim();
    };
    const at = await atOf(shop);
    expect(await shown(at)).toBe('Without tax €120.00 Tax 19% €19.00 Tax 7% €1.40 Total €140.40');
    // It stays once it is paid.
    await gateway().page.choose(at, 'card', 'now');
    expect(await shown(at)).toContain('Total €140.40');
  });

  it('D-05 what came by bank counts, closes the checkout, and what is beyond the invoice is credit', async () => {
    const shop = await site();
    await shop.begin();
    const at = await atOf(shop);
    const of = {
      amount: PRICE + 500,
      method: 'bank_transfer',
      paidAt: bed.clock.now().toISOString(),
      note: '',
    } as const;
    const request = newId('idk');
    const record = () => bed.in(shop.id, () => payments.service.record(shop.invoiceId, of, request));
    const [first, again] = [await record(), await record()];
    expect(first).toMatchObject({ provider: 'manual', state: 'paid', amount: PRICE + 500 });
    expect(again.id).toBe(first.id);
    expect(await figures(shop.id, shop.invoiceId)).toMatchObject({ due: 0, overpaid: 500 });
    expect(await gateway().page.choose(at, 'card', 'now')).toBeNull();
  });

  it('D-05 a part leaves the rest to be paid, and an open checkout asks for no more than that', async () => {
    const shop = await site();
    await shop.begin();
    const first = await atOf(shop);
    const of = { amount: 4000, method: 'cash', paidAt: bed.clock.now().toISOString(), note: '' } as const;
    await bed.in(shop.id, () => payments.service.record(shop.invoiceId, of, newId('idk')));
    await shop.begin();
    expect((await shop.active()).amount).toBe(6000);
    expect(await gateway().page.choose(first, 'card', 'now')).toBeNull();
  });
});

describe('what a provider tells', () => {
  it('D-12 news of an account that is none of ours is refused, and of another’s payment ignored', async () => {
    const [shop, other] = [await site(), await site()];
    await shop.begin();
    const { _id: reference, checkoutId } = await shop.active();
    const of = { reference, checkoutId, chargeId: 'ch_x', amount: PRICE, currency: 'EUR' };
    const news: PaymentNews = { kind: 'paid', method: 'card', ...of };
    expect(await codeOf(tell({ accountId: 'acct_unknown' }, news))).toBe('not-found');
    await tell(other, news);
    await workOff();
    expect((await rows(other.id, 'PaymentEvent'))[0]).toMatchObject({ state: 'ignored' });
    expect(await bed.in(shop.id, () => payments.news.apply(other.accountId, news))).toBe('ignored');
    expect((await shop.active()).state).toBe('open');
  });

  it('D-08 a dispute that is told while its payment is being written is known as soon as that is', async () => {
    const shop = await site();
    await shop.begin();
    const { _id: reference, checkoutId } = await shop.active();
    const of = { chargeId: 'ch_same_time', amount: PRICE, currency: 'EUR' };
    await tell(shop, { kind: 'paid', reference, checkoutId, method: 'card', ...of });
    const [order] = money.orders.splice(0);
    const outside = AsyncLocalStorage.snapshot();
    // The transaction of the payment has read what waits for it, and is not committed: neither sees anything of the other.
    money.whileChanging(() =>
      outside(async () => {
        await tell(shop, { kind: 'dispute', state: 'open', disputeId: 'dp_same_time', reason: 'fraudulent', ...of });
        await workOff();
      }),
    );
    await bed.in(shop.id, () => payments.intake.work(order!.id));
    expect(await figures(shop.id, shop.invoiceId)).toMatchObject({ paid: PRICE, disputed: PRICE });
    expect((await rows(shop.id, 'PaymentEvent')).map(({ state }) => state)).toEqual(['applied', 'applied']);
  });

  it('D-08 news in another tenant’s name of a charge that is known there changes nothing', async () => {
    const shop = await paid();
    const other = await site();
    const [{ chargeId }] = await rows(shop.id, 'Payment');
    const of = { chargeId, disputeId: 'dp_x', amount: PRICE, currency: 'EUR', reason: 'fraudulent' };
    await tell(other, { kind: 'dispute', state: 'lost', ...of });
    await workOff();
    expect((await figures(shop.id, shop.invoiceId)).lost).toBe(0);
    expect((await rows(other.id, 'PaymentEvent'))[0]).toMatchObject({ state: 'parked' });
  });

  it('D-08 any permutation and duplication of a set of events ends in the same state, with each receipt once', async () => {
    const finals = new Set<string>();
    const order = fc.shuffledSubarray([...SCRIPT.keys()], { minLength: SCRIPT.length });
    const repeats = fc.array(fc.nat(SCRIPT.length - 1), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(order, repeats, fc.boolean(), async (first, again, atOnce) => {
        const shop = await site();
        await shop.begin();
        const payment = await shop.active();
        const refundId = newId('rfd');
        for (const step of [...first, ...again]) {
          const news = SCRIPT[step]!(payment, refundId);
          await tell(shop, news, `evt_${shop.accountId}_${step}`);
          if (!atOnce) await workOff();
        }
        // At once: several workers, which meet in the same documents.
        if (atOnce) {
          const all = money.orders.splice(0);
          await Promise.all(all.map(({ tenantId, id }) => bed.in(tenantId, () => payments.intake.work(id))));
        }
        // What two of them could not see of each other, the sweep brings together.
        bed.clock.advance(11 * 60_000);
        await payments.sweep();
        await workOff();
        finals.add(JSON.stringify(await finalState(shop)));
      }),
      { numRuns: 8, seed: 20_261_129 },
    );
    expect([...finals].map((text) => JSON.parse(text))).toEqual([
      {
        payment: {
          state: 'paid',
          refundable: 10_000 - 1500 - 2500 - 500,
          declines: ['expired_card', 'insufficient_funds'],
        },
        refunds: [
          [300, 'failed'],
          [500, 'succeeded'],
          [1500, 'succeeded'],
          [2000, 'failed'],
        ],
        disputes: [
          [1000, 'won'],
          [2500, 'lost'],
        ],
        figures: { paid: 10_000, refunded: 2300, returned: 300, disputed: 0, lost: 2500, refundable: 5500 },
        receipts: 1,
        postings: 10,
        told: { 'invoice.paid': 1, 'receipt.issued': 1, 'invoice.refunded': 3 },
      },
    ]);
  });
});

/** Everything that can be told of one payment: declines, a debit, the charge, refunds made there, disputes. */
const SCRIPT: readonly ((payment: { _id: string; checkoutId: string }, refundId: string) => PaymentNews)[] = [
  ({ _id }) => ({ kind: 'failed', reference: _id, code: 'insufficient_funds', isFinal: false }),
  ({ _id }) => ({ kind: 'failed', reference: _id, code: 'expired_card', isFinal: false }),
  ({ _id, checkoutId }) => ({ kind: 'processing', reference: _id, checkoutId, chargeId: charge(_id) }),
  ({ _id, checkoutId }) => ({
    kind: 'paid',
    ...{ reference: _id, checkoutId, chargeId: charge(_id), amount: PRICE, currency: 'EUR' },
    method: 'bank-debit',
  }),
  ({ _id }) => refund(_id, 're_a', 1500, 'pending'),
  ({ _id }) => refund(_id, 're_a', 1500, 'succeeded'),
  ({ _id }) => refund(_id, 're_b', 500, 'succeeded'),
  ({ _id }) => refund(_id, 're_c', 2000, 'pending'),
  ({ _id }) => refund(_id, 're_c', 2000, 'failed'),
  // One that the bank sent back after it had gone through.
  ({ _id }) => refund(_id, 're_d', 300, 'succeeded'),
  ({ _id }) => refund(_id, 're_d', 300, 'failed'),
  ({ _id }) => dispute(_id, 'dp_a', 1000, 'open'),
  ({ _id }) => dispute(_id, 'dp_a', 1000, 'won'),
  ({ _id }) => dispute(_id, 'dp_b', 2500, 'open'),
  ({ _id }) => dispute(_id, 'dp_b', 2500, 'lost'),
];
const charge = (paymentId: string): string => `ch_${paymentId}`;
const refund = (
  payment: string,
  id: string,
  amount: number,
  state: 'pending' | 'succeeded' | 'failed',
): PaymentNews => ({
  kind: 'refund',
  ...{ chargeId: charge(payment), refundId: `${id}_${payment}`, reference: null, amount, currency: 'EUR' },
  state,
  failure: null,
});
const dispute = (payment: string, id: string, amount: number, state: 'open' | 'won' | 'lost'): PaymentNews => ({
  kind: 'dispute',
  ...{ chargeId: charge(payment), disputeId: `${id}_${payment}`, amount, currency: 'EUR', reason: 'fraudulent' },
  state,
});

async function finalState({ id, invoiceId }: Shop) {
  const [payment] = await rows(id, 'Payment');
  const { paid: all, refunded, returned, disputed, lost, refundable } = await figures(id, invoiceId);
  const told: Record<string, number> = {};
  for (const { event } of await rows(id, 'OutboxRow'))
    if (/^(invoice\.(paid|refunded)|receipt\.)/.test(event)) told[event] = (told[event] ?? 0) + 1;
  const bySize = (list: any[]) => list.map(({ amount, state }) => [amount, state]).toSorted((a, b) => a[0] - b[0]);
  return {
    payment: { state: payment.state, refundable: payment.refundable, declines: payment.declines.toSorted() },
    refunds: bySize(await rows(id, 'PaymentRefund')),
    disputes: bySize(await rows(id, 'PaymentDispute')),
    figures: { paid: all, refunded, returned, disputed, lost, refundable },
    receipts: (await rows(id, 'Receipt')).length,
    postings: (await rows(id, 'Posting')).length,
    told: Object.fromEntries(Object.entries(told).toSorted()),
  };
}

describe('giving back', () => {
  const body = (amount: number) => ({ amount, reason: 'Asked for it' });

  it('D-06 refunds at once never give back more than was paid', async () => {
    const { id, invoiceId, paymentId } = await paid();
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(bed.in(id, () => payments.refunds.refund(paymentId, body(3000))))),
    );
    expect(asked.toSorted()).toEqual(['done', 'done', 'done', ...Array(5).fill('refund-too-large')]);
    await hear();
    expect(await figures(id, invoiceId)).toMatchObject({ refunded: 9000, refundable: 1000 });
    expect((await rows(id, 'Payment'))[0].refundable).toBe(1000);
    expect(await rows(id, 'CreditNote')).toHaveLength(3);
    expect((await rows(id, 'SandboxCheckout'))[0].checkout.refunds).toHaveLength(3);
  });

  it('D-09 one request is one refund, however often it is sent', async () => {
    const { id, paymentId } = await paid();
    const request = newId('idk');
    const ask = () => bed.in(id, () => payments.refunds.refund(paymentId, body(6000), request));
    const answers = [...(await Promise.all([ask(), ask()])), await ask()];
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect((await rows(id, 'Payment'))[0].refundable).toBe(4000);
  });

  it.each(['away', 'lost'] as const)(
    'D-06 a refund whose answer was %s is sent again, and gives back once',
    async (how) => {
      const { id, invoiceId, paymentId } = await paid();
      money.fail(how);
      const pending = await bed.in(id, () => payments.refunds.refund(paymentId, body(4000)));
      expect(pending.state).toBe('pending');
      // Promised money is nobody else's.
      expect(await codeOf(bed.in(id, () => payments.refunds.refund(paymentId, body(6001))))).toBe('refund-too-large');
      bed.clock.advance(3 * 60_000);
      await payments.sweep();
      await hear();
      expect((await rows(id, 'PaymentRefund'))[0]).toMatchObject({ state: 'succeeded', sendAt: null });
      expect((await figures(id, invoiceId)).refunded).toBe(4000);
      expect((await rows(id, 'SandboxCheckout'))[0].checkout.refunds).toHaveLength(1);
    },
  );

  it('D-06 what the provider refuses is failed, and can be given back another time', async () => {
    const { id, paymentId, accountId } = await paid();
    // Somebody was faster in the provider's own pages.
    const [{ chargeId }] = await rows(id, 'Payment');
    await gateway().refund({
      ...{ key: 'there', reference: 'there', accountId, chargeId, amount: 9000, currency: 'EUR', returnsFee: false },
    });
    const refused = await bed.in(id, () => payments.refunds.refund(paymentId, body(2000)));
    expect(refused).toMatchObject({ state: 'failed', failure: 'too-much' });
    await hear();
    expect((await rows(id, 'Payment'))[0].refundable).toBe(1000);
    expect((await rows(id, 'PaymentRefund')).map(({ state }) => state).toSorted()).toEqual(['failed', 'succeeded']);
  });

  it('D-06 what the bank sends back is the buyer’s credit, and goes back another time without a second credit note', async () => {
    const shop = await paid();
    const { id, invoiceId, paymentId, accountId } = shop;
    const at = { accountId, checkoutId: (await rows(id, 'Payment'))[0].checkoutId };
    await bed.in(id, () => payments.refunds.refund(paymentId, body(PRICE)));
    await gateway().page.bounce(at, 'twice');
    await hear();
    await hear();
    const [refunded] = await rows(id, 'PaymentRefund');
    expect(refunded).toMatchObject({
      state: 'failed',
      failure: 'expired_or_canceled_card',
      cameBackAt: expect.any(Date),
    });
    expect(await figures(id, invoiceId)).toMatchObject({ refunded: PRICE, returned: PRICE, refundable: PRICE });
    expect(await bed.in(id, () => invoices.books.check())).toEqual([]);
    await bed.in(id, () => payments.refunds.refund(paymentId, body(PRICE)));
    expect(await figures(id, invoiceId)).toMatchObject({ refunded: 2 * PRICE, returned: PRICE, refundable: 0 });
    expect(await rows(id, 'CreditNote')).toHaveLength(1);
    const credit = (await bed.in(id, () => invoices.ledger.balances())).find(({ account }) => account === 'credit');
    expect(credit?.amount ?? 0).toBe(0);
  });

  it('D-06 gives single lines back at their own tax, and of none more than it came to, however many ask at once', async () => {
    const shop = await site([
      { description: 'Masterclass', quantity: 1, unitAmount: 6000 },
      { description: 'Workbook', quantity: 2, unitAmount: 2000, tax: { category: 'standard', rate: 7000 } },
    ]);
    await shop.begin();
    const { _id: paymentId } = await shop.active();
    await gateway().page.choose(await atOf(shop), 'card', 'now');
    await hear();
    const give = (line: number, amount: number) =>
      bed.in(shop.id, () =>
        payments.refunds.refund(paymentId, { amount, reason: 'Not sent', lines: [{ line, amount }] }),
      );
    const asked = await Promise.all([give(1, 3000), give(1, 3000), give(1, 3000)].map((each) => codeOf(each)));
    expect(asked.toSorted()).toEqual(['done', 'refund-too-large', 'refund-too-large']);
    const [note] = await rows(shop.id, 'CreditNote');
    expect(note.taxes).toMatchObject([
      { rate: 19_000, net: 0, tax: 0 },
      { rate: 7000, net: 2804, tax: 196 },
    ]);
    expect(await codeOf(give(2, 1))).toBe('validation-failed');
    expect(await codeOf(give(1, 1000))).toBe('done');
    expect(await codeOf(give(1, 1))).toBe('refund-too-large');
    expect(await codeOf(give(0, 6000))).toBe('done');
    const notes = await rows(shop.id, 'CreditNote');
    const { totals } = await bed.in(shop.id, () => invoices.service.get(shop.invoiceId));
    const sum = (field: 'net' | 'tax') =>
      notes.flatMap(({ taxes }) => taxes as Record<string, number>[]).reduce((all, tax) => all + tax[field]!, 0);
    expect([sum('net'), sum('tax')]).toEqual([totals.net, totals.tax]);
  });

  it('D-06 nothing goes back of what is disputed', async () => {
    const shop = await paid();
    const at = { accountId: shop.accountId, checkoutId: (await rows(shop.id, 'Payment'))[0].checkoutId };
    await gateway().page.dispute(at, 'now');
    await hear();
    const ask = () => codeOf(bed.in(shop.id, () => payments.refunds.refund(shop.paymentId, body(1))));
    expect(await ask()).toBe('refund-too-large');
    expect(await figures(shop.id, shop.invoiceId)).toMatchObject({ disputed: PRICE, refundable: 0 });
    await gateway().page.decide(at, 'won', 'now');
    await hear();
    expect(await ask()).toBe('done');
  });
});

describe('requests under a key', () => {
  it('D-09 is done once, answers as the first time, and refuses another request', async () => {
    const { id } = bed.tenant();
    let done = 0;
    const run = (request: unknown, work = async () => ({ n: (done += 1) })) =>
      bed.in(id, () => payments.idempotency.run({ scope: 'pay:x', key: 'a-key-of-ours', request }, work));
    expect(await run({ a: 1, b: 2 })).toEqual({ n: 1 });
    expect(await run({ b: 2, a: 1 })).toEqual({ n: 1 });
    expect(await codeOf(run({ a: 2, b: 2 }))).toBe('key-reused');
    const other = bed.tenant().id;
    const theirs = { scope: 'pay:x', key: 'a-key-of-ours', request: {} };
    expect(await bed.in(other, () => payments.idempotency.run(theirs, async () => 'theirs'))).toBe('theirs');
  });

  it('D-09 of two at once one waits for the other, and what failed or died may be tried again as the same', async () => {
    const { id } = bed.tenant();
    const ids: string[] = [];
    const run = (work: (requestId: string) => Promise<unknown>) =>
      bed.in(id, () => payments.idempotency.run({ scope: 's', key: 'k', request: 1 }, work));
    const failed = run(async (requestId) => {
      ids.push(requestId);
      expect(await codeOf(run(async () => 'second'))).toBe('key-in-use');
      throw new Error('away');
    });
    await expect(failed).rejects.toThrow('away');
    // A process that died leaves its claim to run out.
    void run((requestId) => new Promise(() => ids.push(requestId)));
    await bed.in(id, async () => mongoose.models['IdempotentRequest']!.findOne({}).lean());
    while (ids.length < 2) await new Promise((tick) => setImmediate(tick));
    expect(await codeOf(run(async () => 'early'))).toBe('key-in-use');
    bed.clock.advance(61_000);
    expect(await run(async (requestId) => (ids.push(requestId), 'done'))).toBe('done');
    expect(new Set(ids).size).toBe(1);
  });
});
