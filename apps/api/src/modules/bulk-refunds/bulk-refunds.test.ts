import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { BulkRefundId, SessionId, TenantId } from '@stageline/contracts';
import { createLogger, newId } from '@stageline/platform';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';
import { createBulkRefundsModule, type BulkRefundsModule, type BulkRefundsModuleDeps } from './index.ts';

let money: MoneyBed;
let bulk: BulkRefundsModule;
/** Jobs that were ordered; a test works them off when it wants. */
const orders: { tenantId: TenantId; id: BulkRefundId }[] = [];
let isCancelled = true;
beforeAll(async () => {
  money = await createMoneyBed({ onRefund: (refundId) => bulk.work.noted(refundId) });
  bulk = createBulkRefundsModule(deps());
});
function deps() {
  const { bed, invoices, payments } = money;
  return {
    ...{ invoices: invoices.service, payments: payments.payments, refunds: payments.refunds },
    ...{ checkouts: payments.checkouts, clock: bed.clock, unitOfWork: bed.unitOfWork, pausedTenants: async () => [] },
    logger: createLogger({ service: 'test', level: 'silent' }),
    audit: { record: async () => undefined },
    sessions: { find: async () => ({ title: 'A masterclass', ...(isCancelled && { cancelReason: 'Ill' }) }) },
    queue: {
      async enqueue(_job: unknown, tenantId: TenantId | null, payload: unknown) {
        orders.push({ tenantId: tenantId!, id: (payload as { runId: BulkRefundId }).runId });
      },
    },
  } as BulkRefundsModuleDeps;
}
afterAll(() => money.bed.close());

/** Works off what was ordered, and what that orders. */
async function workOff(): Promise<void> {
  for (let next = orders.shift(); next !== undefined; next = orders.shift())
    await money.bed.in(next.tenantId, () => bulk.work.work(next!.id));
}
/** A masterclass with so many paid seats, and one that is not paid. */
async function masterclass(paid: number) {
  const sessionId = newId('ses');
  const unpaid = await money.site(PRICE, { sessionId });
  const shops: Shop[] = [];
  for (let seat = 0; seat < paid; seat += 1)
    shops.push(await money.pay(await money.sell(unpaid, PRICE, { sessionId })));
  return { id: unpaid.id, sessionId, unpaid, shops };
}
const start = (id: TenantId, sessionId: SessionId) =>
  money.bed.in(id, () => bulk.service.start(sessionId, 'The speaker fell ill'));
const view = (id: TenantId, sessionId: SessionId) => money.bed.in(id, () => bulk.service.view(sessionId));
const refundsThere = async (id: TenantId) =>
  (await money.rows(id, 'SandboxCheckout')).flatMap(({ checkout }) => checkout.refunds.map((each: any) => each.amount));

it('D-07 shows what goes back before it begins, and gives it back: payments, by hand, and what was due', async () => {
  const { id, sessionId, unpaid } = await masterclass(2);
  const byHand = await money.sell(unpaid, PRICE, { sessionId });
  const cash = { amount: 4000, method: 'cash', paidAt: money.bed.clock.now().toISOString(), note: '' } as const;
  await money.bed.in(id, () => money.payments.service.record(byHand.invoiceId, cash, newId('idk')));
  const other = await money.pay(await money.sell(unpaid, PRICE, { sessionId: newId('ses') }));
  expect(await view(id, sessionId)).toEqual({
    ...{ title: 'A masterclass', isCancelled: true },
    ahead: {
      goesBack: [{ currency: 'EUR', count: 2, amount: 2 * PRICE }],
      byHand: [{ currency: 'EUR', count: 1, amount: 4000 }],
      takenBack: [{ currency: 'EUR', count: 2, amount: PRICE + 6000 }],
    },
    run: null,
  });
  await start(id, sessionId);
  // Pressed twice, it is the same.
  await start(id, sessionId);
  expect(orders).toHaveLength(1);
  await workOff();
  await money.hear();
  expect(await view(id, sessionId)).toMatchObject({
    ahead: { goesBack: [], takenBack: [], byHand: [{ amount: 4000 }] },
    run: {
      state: 'done',
      counts: { waiting: 0, pending: 0, succeeded: 4, failed: 0, by_hand: 1, nothing_left: 0 },
      wentBack: [{ currency: 'EUR', count: 2, amount: 2 * PRICE }],
    },
  });
  const { items } = await money.bed.in(id, () => bulk.service.items(sessionId, { outcome: 'by_hand', limit: 10 }));
  expect(items).toMatchObject([{ invoiceId: byHand.invoiceId, buyerName: 'Ana Ruiz', amount: 4000 }]);
  // What somebody sends back themselves is done as soon as they note it.
  const [{ _id: paymentId }] = await money.rows(id, 'Payment', { invoiceId: byHand.invoiceId });
  await money.bed.in(id, () => money.payments.refunds.refund(paymentId, { amount: 4000, reason: 'In cash' }));
  expect((await view(id, sessionId)).run?.counts).toMatchObject({ by_hand: 0, succeeded: 5 });
  const { figures } = await money.bed.in(id, () => money.invoices.service.get(other.invoiceId));
  expect(figures.refunded).toBe(0);
  expect(await money.bed.in(id, () => money.invoices.books.check())).toEqual([]);
});

it('D-07 what credit has paid is credit again, and nobody is asked to send it', async () => {
  const sessionId = newId('ses');
  const source = await money.site();
  const { id } = source;
  const cash = { amount: PRICE + 3000, method: 'cash', paidAt: money.bed.clock.now().toISOString(), note: '' } as const;
  await money.bed.in(id, () => money.payments.service.record(source.invoiceId, cash, newId('idk')));
  const { invoiceId } = await money.sell(source, 3000, { sessionId });
  await money.bed.in(id, () => money.payments.credit.use(invoiceId, 3000, newId('idk')));
  const goesBack = [{ currency: 'EUR', count: 1, amount: 3000 }];
  expect((await view(id, sessionId)).ahead).toEqual({ goesBack, byHand: [], takenBack: [] });
  await start(id, sessionId);
  await workOff();
  expect((await view(id, sessionId)).run).toMatchObject({ state: 'done', counts: { succeeded: 1, by_hand: 0 } });
  expect(await money.bed.in(id, () => money.payments.credit.of(invoiceId))).toMatchObject({ available: 3000 });
  expect(await money.bed.in(id, () => money.invoices.books.check())).toEqual([]);
});

it('D-07 gives nothing back of a masterclass that takes place', async () => {
  const { id, sessionId } = await masterclass(1);
  isCancelled = false;
  await expect(start(id, sessionId)).rejects.toMatchObject({ code: 'illegal-transition' });
  isCancelled = true;
  expect(await money.rows(id, 'BulkRefund')).toEqual([]);
});

it('D-07 goes on past an empty account, and tries what it refused once more', async () => {
  const { id, sessionId } = await masterclass(3);
  await start(id, sessionId);
  money.fail(null, 'empty', null);
  await workOff();
  const before = (await view(id, sessionId)).run;
  expect(before).toMatchObject({ state: 'done', counts: { succeeded: 3, failed: 1 } });
  const { items } = await money.bed.in(id, () => bulk.service.items(sessionId, { outcome: 'failed', limit: 10 }));
  expect(items).toMatchObject([{ kind: 'payment', failure: 'insufficient-balance' }]);
  await start(id, sessionId);
  await workOff();
  expect((await view(id, sessionId)).run).toMatchObject({ state: 'done', counts: { succeeded: 4, failed: 0 } });
  expect(await refundsThere(id)).toEqual([PRICE, PRICE, PRICE]);
});

it('D-07 what nobody knows the answer of is on its way, until the provider is asked', async () => {
  const { id, sessionId } = await masterclass(2);
  await start(id, sessionId);
  money.fail('lost', 'away');
  await workOff();
  expect((await view(id, sessionId)).run?.counts).toMatchObject({ pending: 2 });
  money.bed.clock.advance(3 * 60_000);
  await money.payments.sweep();
  await money.hear();
  expect((await view(id, sessionId)).run?.counts).toMatchObject({ pending: 0, succeeded: 3 });
  expect(await refundsThere(id)).toEqual([PRICE, PRICE]);
});

it('D-07 a process that dies anywhere loses nothing and doubles nothing', async () => {
  const { id, sessionId, shops } = await masterclass(2);
  await start(id, sessionId);
  const runId = orders.splice(0)[0]!.id;
  for (const point of POINTS) expect([point, await workUntil(point, id, runId)]).toEqual([point, 'died']);
  expect(await workUntil('the end', id, runId)).toBe('done');
  await money.hear();
  expect(await refundsThere(id)).toEqual([PRICE, PRICE]);
  expect(await money.rows(id, 'PaymentRefund')).toHaveLength(2);
  expect((await view(id, sessionId)).run).toMatchObject({ state: 'done', counts: { succeeded: 3 } });
  for (const { invoiceId } of shops) {
    const { figures } = await money.bed.in(id, () => money.invoices.service.get(invoiceId));
    expect(figures).toMatchObject({ refunded: PRICE, refundable: 0 });
  }
});

it('D-07 a run whose job was lost goes on with the sweep', async () => {
  const { id, sessionId } = await masterclass(1);
  await start(id, sessionId);
  orders.splice(0);
  await bulk.sweep();
  expect(orders).toEqual([]);
  money.bed.clock.advance(3 * 60_000);
  await bulk.sweep();
  await workOff();
  expect((await view(id, sessionId)).run).toMatchObject({ state: 'done', counts: { succeeded: 2 } });
});

/** Where a process may die: beside each look outside. */
const POINTS = ['list', 'payments', 'refund', 'close'].flatMap((each) => [`before ${each}`, `after ${each}`]);

/** Works on a run in a process that dies at a point: what it was about to do is never done. */
async function workUntil(point: string, id: TenantId, runId: BulkRefundId): Promise<'died' | 'done'> {
  let die = (_how: 'died') => undefined as void;
  const died = new Promise<'died'>((done) => (die = done));
  const mortal = <Args extends unknown[], Answer>(name: string, call: (...args: Args) => Promise<Answer>) => {
    const step = async (side: string): Promise<void> => {
      if (`${side} ${name}` !== point) return;
      die('died');
      await new Promise(() => undefined);
    };
    return async (...args: Args): Promise<Answer> => {
      await step('before');
      const answer = await call(...args);
      await step('after');
      return answer;
    };
  };
  const all = deps();
  const { invoices, payments, refunds, checkouts } = all;
  const { work } = createBulkRefundsModule({
    ...all,
    invoices: { ...invoices, ofSession: mortal('list', invoices.ofSession) },
    checkouts: { ...checkouts, closeOf: mortal('close', checkouts.closeOf) },
    payments: { ...payments, paidOf: mortal('payments', payments.paidOf) },
    refunds: { ...refunds, giveBack: mortal('refund', refunds.giveBack) },
  });
  return Promise.race([died, money.bed.in(id, () => work.work(runId)).then(() => 'done' as const)]);
}
