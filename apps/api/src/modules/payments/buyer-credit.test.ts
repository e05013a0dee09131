import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvoiceId, TenantId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createMoneyBed, PRICE, type MoneyBed, type Shop } from '../../testing/money-bed.ts';

let money: MoneyBed;
let bed: MoneyBed['bed'];
beforeAll(async () => {
  money = await createMoneyBed();
  ({ bed } = money);
});
afterAll(() => bed.close());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const figures = async ({ id }: Shop, invoiceId: InvoiceId) =>
  (await bed.in(id, () => money.invoices.service.get(invoiceId))).figures;
const use = ({ id }: Shop, invoiceId: InvoiceId, amount: number, key = newId('idk')) =>
  bed.in(id, () => money.payments.credit.use(invoiceId, amount, key));
const available = async ({ id }: Shop, invoiceId: InvoiceId) =>
  (await bed.in(id, () => money.payments.credit.of(invoiceId))).available;
const note = ({ id }: Shop, invoiceId: InvoiceId, amount: number) =>
  bed.in(id, () =>
    money.payments.service.record(
      invoiceId,
      { amount, method: 'bank_transfer', paidAt: bed.clock.now().toISOString(), note: '' },
      newId('idk'),
    ),
  );
/** A buyer who has paid 30.00 too much on one invoice, and owes another one. */
async function overpaid() {
  const source = await money.site();
  const payment = await note(source, source.invoiceId, PRICE + 3000);
  const owed = await money.sell(source);
  return { source, payment, owed };
}
/** Nothing of the books is on its way, and no invoice differs from them. */
async function agrees(id: TenantId) {
  const balances = await bed.in(id, () => money.invoices.ledger.balances());
  expect(balances.find(({ account }) => account === 'moved')?.amount ?? 0).toBe(0);
  expect(await bed.in(id, () => money.invoices.books.check())).toEqual([]);
}

describe('credit of a buyer', () => {
  it('D-05 credit pays a part of another invoice of its buyer once per request, and nothing more is there then', async () => {
    const { source, payment, owed } = await overpaid();
    expect(await available(owed, owed.invoiceId)).toBe(3000);
    const key = newId('idk');
    const [first] = await use(owed, owed.invoiceId, 2000, key);
    expect((await use(owed, owed.invoiceId, 2000, key)).map(({ id }) => id)).toEqual([first!.id]);
    expect(first).toMatchObject({ method: 'credit', amount: 2000, refundable: 2000, creditOf: source.invoiceId });
    expect(await figures(source, owed.invoiceId)).toMatchObject({ paid: 2000, due: PRICE - 2000 });
    expect(await figures(source, source.invoiceId)).toMatchObject({ usedElsewhere: 2000, refundable: PRICE + 1000 });
    expect(await available(owed, owed.invoiceId)).toBe(1000);
    expect(await codeOf(use(owed, owed.invoiceId, 1001))).toBe('credit-too-small');
    // What is used cannot go back as well.
    const back = (amount: number) =>
      codeOf(bed.in(source.id, () => money.payments.refunds.refund(payment.id, { amount, reason: 'x' })));
    expect(await back(PRICE + 1001)).toBe('refund-too-large');
    expect(await back(PRICE + 1000)).toBe('done');
    await agrees(source.id);
  });

  it('D-05 the same credit is used once, however many invoices ask for it at the same time', async () => {
    const { source, owed } = await overpaid();
    const others = await Promise.all([1, 2, 3, 4].map(() => money.sell(source)));
    const asked = [owed, ...others].map(({ invoiceId }) => codeOf(use(source, invoiceId, 2000)));
    expect((await Promise.all(asked)).toSorted()).toEqual([...Array<string>(4).fill('credit-too-small'), 'done']);
    expect(await available(source, owed.invoiceId)).toBe(1000);
    await agrees(source.id);
  });

  it('D-05 taken back, it is credit again and owed again, once', async () => {
    const { source, owed } = await overpaid();
    const [used] = await use(owed, owed.invoiceId, 3000);
    const undo = () => codeOf(bed.in(source.id, () => money.payments.credit.undo(used!.id)));
    expect((await Promise.all([undo(), undo()])).toSorted()).toEqual(['done', 'illegal-transition']);
    expect(await figures(source, owed.invoiceId)).toMatchObject({ paid: 0, due: PRICE, refundable: 0 });
    expect(await available(owed, owed.invoiceId)).toBe(3000);
    await agrees(source.id);
    expect(await codeOf(use(owed, owed.invoiceId, 3000))).toBe('done');
    await agrees(source.id);
  });

  it('D-06 what credit paid goes back to credit, with a credit note, and cannot be taken back as well', async () => {
    const { source, owed } = await overpaid();
    const [used] = await use(owed, owed.invoiceId, 3000);
    await bed.in(source.id, () => money.payments.refunds.refund(used!.id, { amount: 1000, reason: 'Fell ill' }));
    expect(await figures(source, owed.invoiceId)).toMatchObject({ paid: 3000, refunded: 1000, refundable: 2000 });
    expect(await bed.in(source.id, () => money.invoices.service.creditNotesOf(owed.invoiceId))).toHaveLength(1);
    expect(await figures(source, source.invoiceId)).toMatchObject({ usedElsewhere: 2000 });
    expect(await codeOf(bed.in(source.id, () => money.payments.credit.undo(used!.id)))).toBe('illegal-transition');
    await agrees(source.id);
  });

  it('D-05 nobody else’s credit pays, and no more than is due', async () => {
    const source = await money.paid();
    await note(source, source.invoiceId, 3000);
    const stranger = await money.sell({ id: source.id, accountId: source.accountId });
    expect(await codeOf(use(stranger, stranger.invoiceId, 100))).toBe('credit-too-small');
    const owed = await money.sell(source, 500);
    expect(await codeOf(use(owed, owed.invoiceId, 501))).toBe('invoice-settled');
    expect(await codeOf(use(owed, owed.invoiceId, 500))).toBe('done');
    await agrees(source.id);
  });
});

describe('one payment for several invoices', () => {
  const facts = () => ({ method: 'bank_transfer', paidAt: bed.clock.now().toISOString(), note: 'Both' }) as const;

  it('D-05 one payment is spread over invoices of a buyer, each with its receipt, and once per request', async () => {
    const first = await money.site();
    const second = await money.sell(first, 5000);
    const parts = [
      { invoiceId: first.invoiceId, amount: PRICE },
      { invoiceId: second.invoiceId, amount: 6000 },
    ];
    const key = newId('idk');
    const spread = () =>
      bed.in(first.id, () => money.payments.service.spread({ ...facts(), amount: 16_000, parts }, key));
    const noted = await spread();
    expect((await spread()).map(({ id }) => id)).toEqual(noted.map(({ id }) => id));
    expect(noted.map(({ amount }) => amount)).toEqual([PRICE, 6000]);
    for (const { invoiceId } of parts) {
      expect(await bed.in(first.id, () => money.invoices.service.receiptsOf(invoiceId))).toHaveLength(1);
      expect(await figures(first, invoiceId)).toMatchObject({ due: 0 });
    }
    expect(await figures(first, second.invoiceId)).toMatchObject({ overpaid: 1000 });
    await agrees(first.id);
  });

  it('D-05 invoices of two buyers take none of it, and neither do others where one is not there', async () => {
    const first = await money.site();
    const { invoiceId } = await money.sell({ id: first.id, accountId: first.accountId });
    const spread = (other: InvoiceId) => {
      const parts = [first.invoiceId, other].map((each) => ({ invoiceId: each, amount: 100 }));
      return codeOf(
        bed.in(first.id, () => money.payments.service.spread({ ...facts(), amount: 200, parts }, newId('idk'))),
      );
    };
    expect(await spread(invoiceId)).toBe('conflict');
    expect(await spread(newId('ivc'))).toBe('not-found');
    expect(await figures(first, first.invoiceId)).toMatchObject({ paid: 0 });
  });
});
