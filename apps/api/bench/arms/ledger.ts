import { createWriteStream } from 'node:fs';
import { brandPalette, post } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { createUnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import mongoose from 'mongoose';
import { invoiceContent } from '../../src/modules/invoices/documents/document-content.ts';
import { documentPdf } from '../../src/modules/invoices/documents/document.pdf.ts';
import { NO_FIGURES, priced } from '../../src/modules/invoices/invoice-content.ts';
import type { InvoiceRow, Seller } from '../../src/modules/invoices/invoices.types.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

const POSTINGS = 3000;
/** In flight at once. */
const LANES = 8;
const logger = benchLogger(createWriteStream('/dev/null'));
const site = await openSite(await openProduct(benchConfig(), logger), 'ledger');
const inSite = <T>(fn: () => Promise<T>): Promise<T> => runInTenant(site.tenantId, fn);
const unitOfWork = createUnitOfWork({ connection: mongoose.connection, nudge: () => undefined });
const ledger = createLedger();
const at = new Date('2026-06-01T12:00:00Z');

/** Seconds of all of them, some at once. */
async function timed(each: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    for (let index = (next += 1); index <= POSTINGS; index = next += 1) await each(index);
  };
  await inSite(() => Promise.all(Array.from({ length: LANES }, lane)));
  return (performance.now() - began) / 1000;
}

const seller: Seller = {
  ...{ legalName: 'Bench GmbH', address: ['Street 1', '10115 Berlin'], country: 'DE', email: 'bench@stage.example' },
  ...{ taxId: 'DE136695976', taxRate: 19_000, pricesIncludeTax: true, exemptionNote: '', dueDays: 14 },
  ...{ numberPrefix: 'INV-', footer: 'Bank: DE00 1234 5678' },
};
const buyer = { name: 'A buyer', email: 'buyer@stage.example', company: null, address: ['Street 2'], country: 'DE' };
const lines = ['Masterclass', 'Eight-week course', 'Workbook'].map((description, index) => ({
  ...{ description, quantity: index + 1, unitAmount: 4900 },
}));
const invoice: InvoiceRow = {
  ...{ _id: newId('ivc'), number: 'INV-0042', state: 'issued', sessionId: null },
  ...{ personId: newId('per'), leadId: newId('led') },
  ...priced({ lines, currency: 'EUR', buyer: { ...buyer, taxId: null, locale: 'en' } }, seller),
  ...{ seller, createdAt: at, issuedAt: at, dueAt: at, figures: NO_FIGURES, version: 1 },
};
const theme = { primaryColor: '#1e3a8a', secondaryColor: '#f59e0b', typePairing: 'modern' } as const;
const look = { siteName: 'Bench', palette: brandPalette(theme, 'light'), logo: null };
// A transaction makes no collection.
await mongoose.connection.createCollection('bench_bare_postings');
const bare = () => mongoose.connection.collection('bench_bare_postings');

serveArm(0, {
  /** As the product posts: checked, once per key, in a transaction of its own; and all of them add up afterwards. */
  async product() {
    const run = newId('job');
    const seconds = await timed((index) =>
      unitOfWork.run(() =>
        ledger.post({
          ...{ key: `bench:${run}:${index}`, kind: 'payment', invoiceId: newId('ivc'), currency: 'EUR', at },
          entries: post.payment({ amount: 4900, fee: 122, due: 4900, purse: 'clearing' }),
        }),
      ),
    );
    const unbalanced = await inSite(() => ledger.unbalanced(1));
    if (unbalanced.length > 0) throw new Error('The books do not add up');
    return { postings: POSTINGS, seconds };
  },

  /** The same rows, each in a transaction, without any rule. */
  async bare() {
    const entries = post.payment({ amount: 4900, fee: 122, due: 4900, purse: 'clearing' });
    const seconds = await timed((index) =>
      mongoose.connection.transaction(async (session) => {
        const row = { kind: 'payment', invoiceId: newId('ivc'), currency: 'EUR', at, entries };
        await bare().insertOne({ _id: newId('pst') as never, key: `${index}`, ...row }, { session });
      }),
    );
    return { postings: POSTINGS, seconds };
  },

  /** Milliseconds of one invoice as PDF. */
  async pdf() {
    const began = performance.now();
    const bytes = await documentPdf(invoiceContent(invoice, 'Europe/Berlin'), look);
    return { ms: performance.now() - began, bytes: bytes.length };
  },
});
