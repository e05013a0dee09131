import type { InvoiceId, PaymentId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call, expected?: { foreign: number }): Row;
  own(call: Call): Row;
}

const SELLER = {
  ...{ legalName: 'A seller', address: ['A street 1'], country: 'DE', email: 'money@seller.example', taxId: null },
  ...{ taxRate: null, pricesIncludeTax: true, exemptionNote: '', dueDays: 14, numberPrefix: 'INV-', footer: '' },
};

const NOTED = { amount: 100, method: 'cash', paidAt: '2026-01-01T00:00:00.000Z' } as const;

/** What an invoice here comes to, in two parts. */
const IN_PARTS = {
  parts: [
    { dueAt: '2032-01-01T12:00:00.000Z', amount: 4000 },
    { dueAt: '2032-02-01T12:00:00.000Z', amount: 5000 },
  ],
};

/** Invoices and payments of a site, for whoever names them. */
export function paymentsOf(bed: () => ApiBed) {
  const invoices = () => bed().modules.invoices;
  /** A new invoice of a site, of 90.00. */
  async function invoice(site: Site): Promise<InvoiceId> {
    return site.in(async () => {
      if ((await invoices().seller.get()) === null) await invoices().seller.save(0, SELLER);
      const lead = (await mongoose.models['Lead']!.findById(site.leadId).lean()) as unknown as { personId: never };
      const { _id } = await invoices().service.issue({
        ...{ key: newId('job'), personId: lead.personId, leadId: site.leadId as never, currency: 'EUR', about: null },
        buyer: {
          ...{ name: 'A buyer', email: 'buyer@people.example', company: null, address: [], country: null },
          ...{ taxId: null, locale: 'en' },
        },
        lines: [{ description: 'A call', quantity: 1, unitAmount: 9000 }],
      });
      return _id;
    });
  }
  /** A payment that went through, with the event that told so, not worked off yet. */
  async function charged(site: Site): Promise<{ paymentId: PaymentId; invoiceId: InvoiceId }> {
    const { checkouts } = bed().modules.payments;
    const invoiceId = await invoice(site);
    await site.in(() => checkouts.begin(invoiceId));
    const row = await site.in(async () => mongoose.models['Payment']!.findOne({ invoiceId }).lean());
    const {
      _id: paymentId,
      accountId,
      checkoutId,
    } = row as unknown as Record<'_id' | 'accountId' | 'checkoutId', never>;
    await bed().modules.payments.gateway!.page.choose({ accountId, checkoutId }, 'card', 'now');
    return { paymentId, invoiceId };
  }
  /** The same, with its effects. */
  async function paid(site: Site) {
    const made = await charged(site);
    const { payments } = bed().modules;
    const row = await site.in(async () => mongoose.models['Payment']!.findById(made.paymentId).lean());
    await site.in(() => payments.checkouts.lookUp(row as never));
    return made;
  }
  /** An invoice of which too much was paid, and another one of the same buyer that is owed. */
  async function credit(site: Site) {
    const [source, owed] = [await invoice(site), await invoice(site)];
    const noted = { ...NOTED, amount: 9100, note: '' };
    await site.in(() => bed().modules.payments.service.record(source, noted, newId('idk')));
    return { source, owed };
  }
  return { invoice, charged, paid, credit };
}

/** Payments (D-05, D-06, D-09, D-12). */
export function paymentRows<Row>({ names, own }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  const made = paymentsOf(bed);
  const key = () => ({ 'idempotency-key': newId('job') });
  return {
    'payments.pay': names(
      async (as, target) => {
        const id = await made.invoice(target);
        const token = bed().modules.payments.payLinks.tokenFor(target.tenantId as never, id);
        return as.post('/pay', { token }, key());
      },
      { foreign: 401 },
    ),
    'payments.list': names(async (as, target) => as.get(`/invoices/${await made.invoice(target)}/payments`)),
    'payments.record': names(async (as, target) => {
      const body = { amount: 100, method: 'cash', paidAt: '2026-01-01T00:00:00.000Z' };
      return as.post(`/invoices/${await made.invoice(target)}/payments`, body, key());
    }),
    'payments.spread': names(async (as, target) => {
      const parts = [{ invoiceId: await made.invoice(target), amount: 100 }];
      return as.post('/payments/spread', { ...NOTED, parts }, key());
    }),
    'payments.get-credit': names(async (as, target) => as.get(`/invoices/${await made.invoice(target)}/credit`)),
    'payments.use-credit': names(async (as, target) => {
      const { owed } = await made.credit(target);
      return as.post(`/invoices/${owed}/credit`, { amount: 50 }, key());
    }),
    'payments.undo-credit': names(async (as, target) => {
      const { owed } = await made.credit(target);
      const [used] = await target.in(() => bed().modules.payments.credit.use(owed, 50, newId('idk')));
      return as.post(`/payments/${used!.id}/undo-credit`);
    }),
    'payments.refund': names(async (as, target) => {
      const { paymentId } = await made.paid(target);
      return as.post(`/payments/${paymentId}/refunds`, { amount: 100, reason: 'Asked for it' }, key());
    }),
    'instalments.get': names(async (as, target) => as.get(`/invoices/${await made.invoice(target)}/instalments`)),
    'instalments.agree': names(async (as, target) =>
      as.post(`/invoices/${await made.invoice(target)}/instalments`, IN_PARTS),
    ),
    'instalments.end': names(async (as, target) => as.post(`/invoices/${await made.invoice(target)}/instalments/end`)),
    'bulk-refunds.get': names((as, target) => as.get(`/sessions/${target.sessionId}/refunds`)),
    'bulk-refunds.items': names((as, target) => as.get(`/sessions/${target.sessionId}/refunds/items`)),
    'bulk-refunds.start': names(async (as, target) => {
      const { sessionId } = target;
      const change = (set: object) =>
        target.in(async () => mongoose.models['Session']!.updateOne({ _id: sessionId }, set));
      // Called off for whoever may know of it, so that nothing of the site is changed for anybody else.
      if (as.host === target.host) await change({ $set: { cancelReason: 'Fell ill' } });
      const answer = await as.post(`/sessions/${sessionId}/refunds`, { reason: 'Fell ill' });
      if (as.host === target.host) await change({ $unset: { cancelReason: '' } });
      return answer;
    }),
    'payments.differences': own((as) => as.get('/payments/differences')),
    'payments.get-account': own((as) => as.get('/payment-account')),
    'payments.open-account': own((as) => as.post('/payment-account')),
  };
}
