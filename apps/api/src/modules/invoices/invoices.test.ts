import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InvoiceId, SellerBody, TenantId } from '@stageline/contracts';
import { instantOf, wallTimeOf } from '@stageline/domain';
import { createSigner, newId } from '@stageline/platform';
import { tenantPath } from '@stageline/tenancy';
import mongoose from 'mongoose';
import { createFeatureBed, type FeatureBed } from '../../testing/feature-bed.ts';
import { touchesOf } from '../registrations/index.ts';
import { createInvoicesModule, payersAmong, type InvoicesService, type NewInvoice } from './index.ts';

const seller: SellerBody = {
  legalName: 'Dana Reyes Coaching GmbH',
  address: ['Lindenweg 4', '10115 Berlin'],
  country: 'DE',
  email: 'money@dana.example',
  taxId: 'DE136695976',
  taxRate: 19_000,
  pricesIncludeTax: true,
  exemptionNote: '',
  dueDays: 14,
  numberPrefix: 'INV-',
  footer: '',
};
const buyer = {
  name: 'Ana Ruiz',
  email: 'ana@people.example',
  company: null,
  address: ['Calle Mayor 1', '28013 Madrid'],
  country: 'ES',
  taxId: null,
  locale: 'en',
} as const;

describe('invoices', () => {
  let bed: FeatureBed;
  let money: ReturnType<typeof createInvoicesModule>;
  let service: InvoicesService;
  beforeAll(async () => {
    bed = await createFeatureBed();
    money = createInvoicesModule({
      touchesOf,
      ...bed.seatsDeps,
      storage: bed.storage,
      signer: createSigner('a secret that only this test knows, 0123456789'),
      siteFacts: async () => ({ ...(await bed.seatsDeps.sites.siteFacts()), palette: {}, logoUrl: null }),
      readMedia: async () => null,
      siteTimeZone: async () => 'Europe/Berlin',
      readerZone: async () => 'Europe/Berlin',
      pausedTenants: async () => [],
    });
    ({ service } = money);
  });
  afterAll(() => bed.close());

  /** A site that sells. */
  async function site(change: Partial<SellerBody> = {}): Promise<TenantId> {
    const { id } = bed.tenant();
    await bed.in(id, () => money.seller.save(0, { ...seller, ...change }));
    return id;
  }
  const order = (amount: number, change: Partial<NewInvoice> = {}): NewInvoice => ({
    personId: newId('per'),
    leadId: newId('led'),
    buyer,
    currency: 'EUR',
    lines: [{ description: 'Masterclass', quantity: 1, unitAmount: amount }],
    about: null,
    ...change,
  });
  const issue = (id: TenantId, amount: number, key = `test:${newId('job')}`, change: Partial<NewInvoice> = {}) =>
    bed.in(id, () => service.issue({ key, ...order(amount, change) }));
  const pay = (id: TenantId, invoiceId: InvoiceId, amount: number, paymentId = newId('pay')) =>
    bed.in(id, () =>
      service.applyPayment({ invoiceId, paymentId, amount, fee: 0, at: bed.clock.now(), method: 'card' }),
    );
  const refund = (id: TenantId, invoiceId: InvoiceId, paymentId: any, amount: number, refundId = newId('rfd')) =>
    bed.in(id, () =>
      service.applyRefund({ invoiceId, paymentId, refundId, amount, reason: 'Asked for it', at: bed.clock.now() }),
    );
  const model = (name: string): any => mongoose.models[name];
  const rows = (id: TenantId, name: string): Promise<any[]> =>
    bed.in(id, async () => model(name).find({}).sort({ _id: 1 }).lean());

  it('D-02 numbers invoices without a gap and without one twice, however many are issued at once', async () => {
    const id = await site();
    const refused = () => bed.in(id, () => service.issue({ key: newId('job'), ...order(0) })).catch(() => null);
    const issued = await Promise.all([
      ...Array.from({ length: 12 }, (_one, n) => issue(id, 4900 + n)),
      ...Array.from({ length: 4 }, refused),
    ]);
    const numbers = issued.flatMap((row) => (row === null ? [] : [row.number])).sort();
    expect(numbers).toEqual(Array.from({ length: 12 }, (_one, n) => `INV-${String(n + 1).padStart(4, '0')}`));
    expect(await rows(id, 'Posting')).toHaveLength(12);
  });

  it('D-02 gives the number of a transaction that fails to the next invoice', async () => {
    const id = await site();
    const lost = bed.in(id, () =>
      bed.unitOfWork.run(async () => {
        await service.issue({ key: 'lost', ...order(100) });
        throw new Error('The caller fails afterwards');
      }),
    );
    await expect(lost).rejects.toThrow('afterwards');
    expect((await issue(id, 100)).number).toBe('INV-0001');
    expect(await rows(id, 'Posting')).toHaveLength(1);
  });

  it('D-02 issues one invoice for one key, also when it is asked for twice at once', async () => {
    const id = await site();
    const both = await Promise.all([issue(id, 4900, 'seat:1'), issue(id, 4900, 'seat:1')]);
    expect(both[0]!._id).toBe(both[1]!._id);
    expect(await rows(id, 'Invoice')).toHaveLength(1);
    expect((await issue(id, 4900)).number).toBe('INV-0002');
  });

  it('D-02 issues nothing before somebody said who sells', async () => {
    const { id } = bed.tenant();
    await expect(issue(id, 4900)).rejects.toMatchObject({ code: 'seller-missing' });
  });

  it('B-07 knows who has paid for a masterclass in full, and who has it back', async () => {
    const id = await site();
    const about = { sessionId: newId('ses') };
    const [some, all, back, other] = await Promise.all([
      issue(id, 4900, undefined, { about }),
      issue(id, 4900, undefined, { about }),
      issue(id, 4900, undefined, { about }),
      issue(id, 4900),
    ]);
    for (const [{ _id }, amount] of [
      [some, 1000],
      [all, 4900],
      [other, 4900],
    ] as const)
      await pay(id, _id, amount);
    const paymentId = newId('pay');
    await pay(id, back._id, 4900, paymentId);
    await refund(id, back._id, paymentId, 4900);
    const people = [some, all, back, other].map(({ personId }) => personId);
    expect(await bed.in(id, () => payersAmong(about.sessionId, people))).toEqual(new Set([all.personId]));
  });

  it('D-02 keeps what was issued as it was, whoever asks', async () => {
    const id = await site();
    const { _id } = await issue(id, 4900);
    const invoices = model('Invoice');
    const tries = [
      () => invoices.updateOne({ _id }, { $set: { 'buyer.name': 'Somebody else' } }),
      () => invoices.findOneAndUpdate({ _id }, { lines: [] }),
      () => invoices.updateMany({}, { $unset: { number: 1 } }),
      () => invoices.deleteOne({ _id }),
      () => invoices.deleteMany({ state: 'issued' }),
      () => invoices.replaceOne({ _id }, {}),
      () => model('Posting').updateOne({}, { $set: { entries: [] } }),
      () => model('Posting').deleteMany({ invoiceId: _id }),
      () => model('Receipt').deleteOne({}),
      () => model('CreditNote').updateMany({}, { $set: { amount: 1 } }),
    ];
    for (const change of tries)
      await expect(bed.in(id, async () => change())).rejects.toThrow(/stays|removed|grows|changed/);
    await expect(bed.in(id, () => service.discardDraft(_id))).rejects.toMatchObject({ code: 'illegal-transition' });
    await bed.in(id, () => money.seller.save(1, { ...seller, legalName: 'Another name', taxRate: 7000 }));
    expect(await bed.in(id, () => service.get(_id))).toMatchObject({
      seller: { legalName: 'Dana Reyes Coaching GmbH' },
      totals: { net: 4118, tax: 782, gross: 4900 },
    });
  });

  it('D-02 is issued, partially paid and paid, and each payment has its receipt', async () => {
    const id = await site();
    const { _id, dueAt, issuedAt } = await issue(id, 10_000);
    expect(dueAt!.getTime() - issuedAt!.getTime()).toBe(14 * 86_400_000);
    expect(await pay(id, _id, 4000)).toMatchObject({ state: 'partially_paid', figures: { paid: 4000, due: 6000 } });
    expect(await pay(id, _id, 6500)).toMatchObject({ state: 'paid', figures: { paid: 10_000, overpaid: 500, due: 0 } });
    expect(await bed.in(id, () => service.receiptsOf(_id))).toMatchObject([
      { number: 'RC-0001', amount: 4000, dueAfter: 6000, overpaid: 0 },
      { number: 'RC-0002', amount: 6500, dueAfter: 0, overpaid: 500 },
    ]);
  });

  it('D-03 takes the same payment once, also when its news comes several times at once', async () => {
    const id = await site();
    const { _id } = await issue(id, 10_000);
    const paymentId = newId('pay');
    await Promise.all([1, 2, 3, 4].map(() => pay(id, _id, 4000, paymentId)));
    expect(await bed.in(id, () => service.get(_id))).toMatchObject({ figures: { paid: 4000 } });
    expect(await rows(id, 'Receipt')).toHaveLength(1);
  });

  it('D-06 never gives more back than was paid, however many refunds come at once', async () => {
    const id = await site();
    const { _id } = await issue(id, 10_000);
    const paymentId = newId('pay');
    await pay(id, _id, 10_000, paymentId);
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => refund(id, _id, paymentId, 3000)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const one of asked)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'refund-too-large' });
    expect(await bed.in(id, () => service.get(_id))).toMatchObject({
      state: 'paid',
      figures: { refunded: 9000, refundable: 1000 },
    });
    await refund(id, _id, paymentId, 1000);
    const notes = await rows(id, 'CreditNote');
    expect(notes.map(({ number }) => number).sort()).toEqual(['CN-0001', 'CN-0002', 'CN-0003', 'CN-0004']);
    const sum = (field: 'net' | 'tax') => notes.reduce((all, { taxes }) => all + taxes[0][field], 0);
    expect([sum('net'), sum('tax')]).toEqual([8403, 1597]);
  });

  it('D-02 takes back what nobody paid by a credit note, and gives up what nobody will', async () => {
    const id = await site();
    const [first, second] = [await issue(id, 10_000), await issue(id, 10_000)];
    const cancelled = await bed.in(id, () => service.cancel(first._id, 'The seat was not paid'));
    expect(cancelled).toMatchObject({ state: 'void', figures: { cancelled: 10_000, due: 0 } });
    expect(await rows(id, 'CreditNote')).toMatchObject([{ amount: 10_000, refundId: null }]);
    expect(await pay(id, first._id, 10_000)).toMatchObject({ state: 'void', figures: { overpaid: 10_000 } });
    expect(await bed.in(id, () => service.writeOff(second._id))).toMatchObject({ state: 'uncollectible' });
    expect(await pay(id, second._id, 4000)).toMatchObject({ state: 'uncollectible', figures: { writtenOff: 6000 } });
    expect(await pay(id, second._id, 6000)).toMatchObject({ state: 'paid', figures: { writtenOff: 0, paid: 10_000 } });
  });

  it('D-06 holds disputed money back, whatever the order of the news', async () => {
    const id = await site();
    const disputeId = newId('dsp');
    const { _id } = await issue(id, 10_000);
    await pay(id, _id, 10_000);
    const dispute = (outcome: 'opened' | 'won' | 'lost') =>
      bed.in(id, () =>
        service.applyDispute({ invoiceId: _id, disputeId, amount: 10_000, outcome, at: bed.clock.now() }),
      );
    await dispute('lost');
    expect(await dispute('opened')).toMatchObject({ figures: { disputed: 0, lost: 10_000, refundable: 0 } });
    expect(await dispute('opened')).toMatchObject({ figures: { disputed: 0, lost: 10_000 } });
  });

  it('D-01 keeps books that add up to nothing, in currencies of no, two and three digits', async () => {
    const id = await site({ taxRate: null });
    for (const [currency, amount] of [
      ['JPY', 5000],
      ['EUR', 4999],
      ['KWD', 12_345],
    ] as const) {
      const { _id, totals } = await issue(id, amount, undefined, { currency });
      expect(totals).toMatchObject({ gross: amount, taxes: [{ category: 'exempt', tax: 0 }] });
      await pay(id, _id, amount);
    }
    const balances = await bed.in(id, () => money.ledger.balances());
    for (const currency of ['JPY', 'EUR', 'KWD'])
      expect(balances.filter((one) => one.currency === currency).reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    expect(balances).toContainEqual({ currency: 'KWD', account: 'revenue', amount: -12_345 });
    expect(await bed.in(id, () => money.ledger.unbalanced(10))).toEqual([]);
  });

  it('D-02 leaves the tax to a buyer who owes it, and asks for their VAT ID', async () => {
    const id = await site({ pricesIncludeTax: false });
    const asked = { reverseCharge: true, buyer: { ...buyer, company: 'Ruiz SL' } };
    await expect(issue(id, 10_000, undefined, asked)).rejects.toMatchObject({ code: 'validation-failed' });
    const named = (taxId: string) => ({ ...asked, buyer: { ...asked.buyer, country: 'ES', taxId } });
    // Whose check digit is wrong; and a tax number of another kind.
    for (const taxId of ['ESB58378432', '58378431'])
      await expect(issue(id, 10_000, undefined, named(taxId))).rejects.toMatchObject({
        issues: [expect.objectContaining({ pointer: '/buyer/taxId' })],
      });
    const { totals } = await issue(id, 10_000, undefined, named('ESB58378431'));
    expect(totals).toMatchObject({ net: 10_000, tax: 0, gross: 10_000, taxes: [{ category: 'reverse_charge' }] });
  });

  it('D-02 lets a draft be changed until it has its number', async () => {
    const id = await site();
    const draft = await bed.in(id, () => service.createDraft(order(4900)));
    expect(draft).toMatchObject({ state: 'draft', number: null, figures: { total: 0 } });
    const { personId: _p, leadId: _l, ...change } = order(9900);
    await bed.in(id, () => service.changeDraft(draft._id, 1, change));
    await expect(bed.in(id, () => service.issueDraft(draft._id, 1))).rejects.toMatchObject({ code: 'conflict' });
    const issued = await Promise.allSettled([1, 2].map(() => bed.in(id, () => service.issueDraft(draft._id, 2))));
    expect(issued.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await bed.in(id, () => service.get(draft._id))).toMatchObject({
      number: 'INV-0001',
      state: 'issued',
      totals: { gross: 9900 },
      figures: { total: 9900, due: 9900 },
    });
    expect((await issue(id, 100)).number).toBe('INV-0002');
    const other = await bed.in(id, () => service.createDraft(order(100)));
    await bed.in(id, () => service.discardDraft(other._id));
    await expect(bed.in(id, () => service.get(other._id))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('D-02 takes no draft, and issues none, whose day to pay is over where the site is; today is early enough', async () => {
    const id = await site();
    const now = bed.clock.now();
    // The site is in Berlin: its day is over some hours before or after that of UTC.
    const { date } = wallTimeOf(now, 'Europe/Berlin');
    const midnight = new Date(instantOf(date, '00:00', 'Europe/Berlin'));
    const dayBefore = new Date(midnight.getTime() - 1);
    const over = { code: 'validation-failed', issues: [expect.objectContaining({ pointer: '/dueAt' })] };
    const draftFor = (dueAt: Date) => bed.in(id, () => service.createDraft(order(4900, { dueAt })));
    await expect(draftFor(dayBefore)).rejects.toMatchObject(over);
    const { _id } = await draftFor(midnight);
    const { personId: _p, leadId: _l, ...change } = order(4900, { dueAt: dayBefore });
    await expect(bed.in(id, () => service.changeDraft(_id, 1, change))).rejects.toMatchObject(over);
    const waits = await draftFor(midnight);
    expect(await bed.in(id, () => service.issueDraft(_id, 1))).toMatchObject({ number: 'INV-0001', dueAt: midnight });
    // A draft that lies about until its day is over takes no number.
    bed.clock.advance(2 * 86_400_000);
    await expect(bed.in(id, () => service.issueDraft(waits._id, 1))).rejects.toMatchObject(over);
    expect(await bed.in(id, () => service.get(waits._id))).toMatchObject({ state: 'draft', number: null });
    expect((await issue(id, 100)).number).toBe('INV-0002');
  });

  it('D-02 is overdue once its time is over, by the round that looks for it, and paid when it is paid', async () => {
    const id = await site({ dueDays: 1 });
    const { _id } = await issue(id, 10_000);
    const stateOf = async () => (await bed.in(id, () => service.get(_id))).state;
    await money.books.moveOverdue();
    expect(await stateOf()).toBe('issued');
    bed.clock.advance(86_400_001);
    await money.books.moveOverdue();
    expect(await stateOf()).toBe('overdue');
    expect(await pay(id, _id, 1000)).toMatchObject({ state: 'overdue' });
    expect(await pay(id, _id, 9000)).toMatchObject({ state: 'paid' });
  });

  it('D-01 finds in the nightly check what does not agree, and nothing where all does', async () => {
    const id = await site();
    const [one, two] = [await issue(id, 10_000), await issue(id, 4900)];
    await pay(id, one._id, 4000);
    const check = () => bed.in(id, () => money.books.check());
    expect(await check()).toEqual([]);
    // Somebody writes past the books.
    const raw = (name: string) => mongoose.connection.db!.collection(mongoose.models[name]!.collection.collectionName);
    await raw('Invoice').updateOne({ _id: one._id as never, tenantId: id }, { $set: { 'figures.paid': 9000 } });
    await raw('Posting').updateOne({ key: `issue:${two._id}`, tenantId: id }, { $set: { 'entries.0.amount': 1 } });
    await raw('NumberSeries').updateOne({ tenantId: id, series: 'invoice' }, { $inc: { last: 1 } });
    const faults = await check();
    expect(faults).toContainEqual({ kind: 'invoice-differs', invoiceId: one._id });
    expect(faults).toContainEqual({ kind: 'invoice-differs', invoiceId: two._id });
    expect(faults).toContainEqual({ kind: 'numbers-differ', last: 3, issued: 2 });
    expect(faults.filter(({ kind }) => kind === 'posting-unbalanced')).toHaveLength(1);
  });

  it('D-03 hands nobody a file that is not the one that was printed', async () => {
    const id = await site();
    const { _id } = await issue(id, 4900);
    const { bytes, filename } = await bed.in(id, () => money.files.read(_id));
    expect(filename).toBe('INV-0001.pdf');
    const sha256 = await bed.in(id, () => money.files.hashOf(_id));
    await bed.storage.put(tenantPath(id, 'documents', `${sha256!}.pdf`), Buffer.concat([bytes, Buffer.from(' ')]));
    await expect(bed.in(id, () => money.files.read(_id))).rejects.toThrow('not the one that was printed');
  });

  it("D-02 finds no other site's invoice", async () => {
    const [one, two] = [await site(), await site()];
    const { _id } = await issue(one, 4900);
    for (const ask of [
      () => service.get(_id),
      () => service.cancel(_id, 'x'),
      () => service.writeOff(_id),
      () =>
        service.applyPayment({
          invoiceId: _id,
          paymentId: newId('pay'),
          amount: 1,
          fee: 0,
          at: new Date(),
          method: 'card',
        }),
    ])
      await expect(bed.in(two, async () => ask())).rejects.toMatchObject({ code: 'not-found' });
  });
});
