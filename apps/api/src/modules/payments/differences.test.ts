import { afterAll, beforeAll, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';

let money: MoneyBed;
let bed: MoneyBed['bed'];
beforeAll(async () => {
  money = await createMoneyBed();
  ({ bed } = money);
});
afterAll(() => bed.close());

/** Two hours later: what is told is over by then. */
async function compare({ id }: Shop) {
  bed.clock.advance(2 * 3_600_000);
  return bed.in(id, () => money.payments.differences.compare());
}
const change = ({ id }: Shop, model: string, set: object) =>
  bed.in(id, async () => mongoose.models[model]!.updateMany({}, set));
const listed = ({ id }: Shop) => bed.in(id, () => money.payments.differences.list());

// The first one: no other site is here yet.
it('D-01 a provider that is away keeps nothing from other sites, and the next night looks at the same days', async () => {
  const [shop, other] = [await money.paid(), await money.paid()];
  for (const each of [shop, other]) await change(each, 'Payment', { $set: { amount: PRICE + 1 } });
  bed.clock.advance(2 * 3_600_000);
  money.fail('away');
  await money.payments.differences.compareAll();
  const after = [...(await listed(shop)), ...(await listed(other))];
  expect(after).toHaveLength(1);
  bed.clock.advance(24 * 3_600_000);
  await money.payments.differences.compareAll();
  expect([(await listed(shop)).length, (await listed(other)).length]).toEqual([1, 1]);
});

it('D-01 finds nothing where provider and books agree, whatever happened', async () => {
  const shop = await money.paid();
  const { paymentId } = shop;
  await bed.in(shop.id, () => money.payments.refunds.refund(paymentId, { amount: 1000, reason: 'x' }));
  const other = await money.pay(await money.sell(shop));
  const [{ checkoutId }] = await money.rows(shop.id, 'Payment', { _id: other.paymentId });
  await money.gateway().page.dispute({ accountId: shop.accountId, checkoutId }, 'now');
  await money.hear();
  await (await money.sell(shop)).begin();
  expect(await compare(shop)).toEqual([]);
  expect(await listed(shop)).toEqual([]);
});

it('D-01 takes over what nobody told, and writes down what differs until it does not', async () => {
  const shop = await money.paid();
  const lost = await money.sell(shop);
  await lost.begin();
  const at = await money.atOf(lost);
  await money.gateway().page.choose(at, 'card', 'now');
  await change(shop, 'SandboxNotice', { $set: { dueAt: new Date('2999-01-01') } });
  expect(await compare(shop)).toEqual([]);
  expect((await bed.in(shop.id, () => money.invoices.service.get(lost.invoiceId))).state).toBe('paid');
  // Somebody has written past everything: the provider has another amount.
  await change(shop, 'Payment', { $set: { amount: PRICE + 1 } });
  expect((await compare(shop)).map(({ kind, ours, theirs }) => [kind, ours, theirs])).toEqual([
    ['amount', PRICE + 1, PRICE],
    ['amount', PRICE + 1, PRICE],
  ]);
  const found = await listed(shop);
  expect(found.map(({ about, invoiceId }) => [about, invoiceId])).toEqual(
    expect.arrayContaining([
      ['payment', shop.invoiceId],
      ['payment', lost.invoiceId],
    ]),
  );
  await compare(shop);
  expect((await listed(shop)).map(({ foundAt }) => foundAt)).toEqual(found.map(({ foundAt }) => foundAt));
  await change(shop, 'Payment', { $set: { amount: PRICE } });
  expect(await compare(shop)).toEqual([]);
  expect(await listed(shop)).toEqual([]);
});

it('D-01 says what one of both alone has: a payment, a refund', async () => {
  const shop = await money.paid();
  await bed.in(shop.id, () => money.payments.refunds.refund(shop.paymentId, { amount: 1000, reason: 'x' }));
  const [{ checkout }] = await money.rows(shop.id, 'SandboxCheckout');
  await change(shop, 'SandboxCheckout', { $set: { checkout: { ...checkout, refunds: [] } } });
  expect(await compare(shop)).toMatchObject([{ about: 'refund', kind: 'only-here', ours: 1000, theirs: null }]);
  await change(shop, 'SandboxCheckout', { $set: { checkout: { ...checkout, state: 'open' } } });
  expect((await compare(shop)).map(({ about, kind }) => `${about} ${kind}`)).toEqual([
    'payment only-here',
    'refund only-here',
  ]);
  await bed.in(shop.id, async () => mongoose.models['Payment']!.deleteMany({ invoiceId: shop.invoiceId }));
  await change(shop, 'SandboxCheckout', { $set: { checkout } });
  expect(await compare(shop)).toMatchObject([{ kind: 'only-there', invoiceId: null, ours: null, theirs: PRICE }]);
});
