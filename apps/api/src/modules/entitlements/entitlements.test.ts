import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import type { PaymentNews } from '@stageline/integrations/payments';
import type { CallTypeId, OfferOpens, PersonId, SessionId } from '@stageline/contracts';
import type { InstalmentsStanding } from '@stageline/domain';
import fc from 'fast-check';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';
import { entitled } from './index.ts';
import { entitlementsRepository } from './entitlements.repository.ts';
import { createEntitlements, type Entitlements } from './entitlements.service.ts';

let money: MoneyBed;
let entitlements: Entitlements;
let parts: InstalmentsStanding | null = null;
beforeAll(async () => {
  money = await createMoneyBed({ onChanged: (id) => entitlements.review(id) });
  const { unitOfWork, clock } = money.bed;
  const invoices = money.invoices.service;
  const instalmentsOf = async () => parts;
  entitlements = createEntitlements({
    repository: entitlementsRepository,
    ...{ invoices, instalmentsOf, unitOfWork, clock },
  });
});
afterAll(() => money.bed.close());

const ALL: OfferOpens = { replay: true, materials: true, callTypeId: newId('clt') as CallTypeId };
/** A site where somebody has ordered something and not paid it. */
async function ordered(opens = ALL) {
  const shop = await money.site();
  const sessionId = newId('ses') as SessionId;
  const order = { orderId: newId('ord'), sessionId, ...shop.of, invoiceId: shop.invoiceId, title: 'The course', opens };
  await money.bed.in(shop.id, () => entitlements.ordered(order));
  return { ...shop, sessionId };
}
const closedOf = async ({ id }: Pick<Shop, 'id'>) => (await money.rows(id, 'Entitlement'))[0].closed as string | null;
const told = async ({ id }: Pick<Shop, 'id'>) =>
  (await money.rows(id, 'OutboxRow'))
    .filter(({ event }) => event === 'entitlement.changed')
    .map(({ payload }) => payload.isOpen as boolean);

describe('what an order opens', () => {
  it('D-06 is open from the payment that settles it on, and closed again by a refund of all of it', async () => {
    const shop = await ordered();
    const { sessionId, of } = shop;
    const opened = () =>
      money.bed.in(shop.id, async () => [
        (await entitled.replaysOf(of.personId)).includes(sessionId),
        await entitled.hasMaterials(of.personId, sessionId),
        await entitled.mayBook(of.personId, ALL.callTypeId!),
      ]);
    expect(await opened()).toEqual([false, false, false]);
    const { paymentId } = await money.pay(shop);
    expect(await opened()).toEqual([true, true, true]);
    // Of another masterclass, and to somebody else, nothing is.
    await money.bed.in(shop.id, async () => {
      expect(await entitled.hasMaterials(of.personId, newId('ses') as SessionId)).toBe(false);
      expect(await entitled.replaysOf(newId('per') as PersonId)).toEqual([]);
      expect(await entitled.mayBook(of.personId, newId('clt') as CallTypeId)).toBe(false);
    });
    const refund = (amount: number) =>
      money.bed.in(shop.id, () => money.payments.refunds.refund(paymentId, { amount, reason: 'Asked for it' }));
    await refund(4000);
    await money.hear();
    expect(await opened()).toEqual([true, true, true]);
    await refund(6000);
    await money.hear();
    expect(await opened()).toEqual([false, false, false]);
    expect(await closedOf(shop)).toBe('refunded');
    expect(await told(shop)).toEqual([true, false]);
  });

  it('D-06 closes with its line, where more was paid than it came to', async () => {
    const shop = await ordered();
    const of = { amount: PRICE + 500, method: 'cash', paidAt: money.bed.clock.now().toISOString(), note: '' } as const;
    const { id: paymentId } = await money.bed.in(shop.id, () =>
      money.payments.service.record(shop.invoiceId, of, newId('idk')),
    );
    expect(await closedOf(shop)).toBeNull();
    const lines = [{ line: 0, amount: PRICE }];
    await money.bed.in(shop.id, () =>
      money.payments.refunds.refund(paymentId, { amount: PRICE, reason: 'Asked for it', lines }),
    );
    await money.hear();
    expect(await closedOf(shop)).toBe('refunded');
  });

  it.each([
    { name: 'a dispute that is won', last: 'won', closed: null },
    { name: 'a dispute that is lost', last: 'lost', closed: 'lost' },
  ] as const)(
    'D-08 after any permutation and duplication of the news of $name it stands alike',
    async ({ last, closed }) => {
      const script = (payment: { _id: string; checkoutId: string }): PaymentNews[] => {
        const chargeId = `ch_${payment._id}`;
        const of = { chargeId, disputeId: `dp_${payment._id}`, amount: PRICE - 500, currency: 'EUR' } as const;
        const refund = {
          chargeId,
          refundId: `re_${payment._id}`,
          reference: null,
          amount: 500,
          currency: 'EUR',
        } as const;
        return [
          { kind: 'failed', reference: payment._id, code: 'expired_card', isFinal: false },
          {
            ...{ kind: 'paid', reference: payment._id, checkoutId: payment.checkoutId, chargeId, amount: PRICE },
            ...{ currency: 'EUR', method: 'card' },
          },
          { kind: 'refund', ...refund, state: 'succeeded', failure: null },
          { kind: 'dispute', ...of, reason: 'fraudulent', state: 'open' },
          { kind: 'dispute', ...of, reason: 'fraudulent', state: last },
        ];
      };
      const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
      await fc.assert(
        fc.asyncProperty(order, fc.array(fc.nat(4), { maxLength: 5 }), fc.boolean(), async (first, again, atOnce) => {
          const shop = await ordered();
          await shop.begin();
          const news = script(await shop.active());
          for (const step of [...first, ...again]) {
            await money.tell(shop, news[step]!, `evt_${shop.accountId}_${step}`);
            if (!atOnce) await money.workOff();
          }
          if (atOnce) {
            const all = money.orders.splice(0);
            await Promise.all(
              all.map(({ tenantId, id }) => money.bed.in(tenantId, () => money.payments.intake.work(id))),
            );
          }
          money.bed.clock.advance(11 * 60_000);
          await money.payments.sweep();
          await money.workOff();
          expect(await closedOf(shop)).toBe(closed);
          // Each turn is told, and no turn twice in a row.
          const turns = await told(shop);
          expect(turns.every((isOpen, index) => isOpen === (index % 2 === 0))).toBe(true);
          expect(turns.at(-1) ?? false).toBe(closed === null);
        }),
        { numRuns: 6, seed: 20_261_130 },
      );
    },
  );

  it('D-04 paid in parts it opens with the first, closes while one is two weeks late, and opens again', async () => {
    const shop = await ordered();
    const review = async (standing: InstalmentsStanding | null) => {
      parts = standing;
      await money.bed.in(shop.id, () => entitlements.review(shop.invoiceId));
      return closedOf(shop);
    };
    try {
      expect(await review({ state: 'on_track', part: 0, asked: 2500 })).toBe('unpaid');
      const of = { amount: 2500, method: 'cash', paidAt: money.bed.clock.now().toISOString(), note: '' } as const;
      await money.bed.in(shop.id, () => money.payments.service.record(shop.invoiceId, of, newId('idk')));
      expect(await closedOf(shop)).toBeNull();
      expect(await review({ state: 'late', part: 1, asked: 2500 })).toBeNull();
      expect(await review({ state: 'arrears', part: 1, asked: 2500 })).toBe('late');
      expect(await review({ state: 'on_track', part: 2, asked: 2500 })).toBeNull();
      expect(await review(null)).toBe('unpaid');
    } finally {
      parts = null;
    }
  });

  it('E-01 of ten calls that are booked at once by it one takes it, and one that is called off gives it back', async () => {
    const shop = await ordered();
    await money.pay(shop);
    const { personId } = shop.of;
    const take = () => entitled.takeCall(personId, ALL.callTypeId!, newId('cll'));
    const taken = await money.bed.in(shop.id, () => Promise.all(Array.from({ length: 10 }, take)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await money.bed.in(shop.id, async () => {
      expect(await entitled.mayBook(personId, ALL.callTypeId!)).toBe(false);
      const [{ callId }] = await money.rows(shop.id, 'Entitlement');
      await entitled.giveCallBack(callId);
      expect(await entitled.mayBook(personId, ALL.callTypeId!)).toBe(true);
    });
  });
});
