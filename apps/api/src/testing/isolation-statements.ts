import { newId } from '@stageline/platform';
import type { ApiBed, Site } from './api-bed.ts';
import { csvForm } from './isolation-imports.ts';
import { paymentsOf } from './isolation-payments.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call, expected?: { foreign: number }): Row;
  lists(call: Call): Row;
  own(call: Call): Row;
}

/** Statements of banks (D-05): each row has a line of its own that it asks for. */
export function statementRows<Row>({ names, lists, own }: Kinds<Row>, bed: () => ApiBed): Record<string, Row> {
  const made = paymentsOf(bed);
  const file = () => csvForm(`Date,Amount,Currency,Name\n2026-03-01,10.00,EUR,${newId('job')}\n`);
  async function line(site: Site): Promise<string> {
    const { body, headers } = file();
    await site.owner.post('/bank-lines/statements', body, headers);
    const { items } = (await site.owner.get('/bank-lines')).body as { items: { id: string }[] };
    return items[0]!.id;
  }
  return {
    'statements.upload': own((as) => as.post('/bank-lines/statements', file().body, file().headers)),
    'statements.lines': lists((as) => as.get('/bank-lines')),
    'statements.owed': names(async (as, target) => as.get(`/bank-lines/${await line(target)}/invoices`)),
    'statements.book': names(async (as, target) => {
      const parts = [{ invoiceId: await made.invoice(target), amount: 1000 }];
      return as.post(`/bank-lines/${await line(target)}/book`, { parts });
    }),
    'statements.book-sure': own(async (as) => as.post('/bank-lines/book-sure', { lineIds: [newId('bst')] })),
    'statements.put-aside': names(async (as, target) => as.post(`/bank-lines/${await line(target)}/aside`)),
    'statements.bring-back': names(async (as, target) => {
      const id = await line(target);
      await target.owner.post(`/bank-lines/${id}/aside`);
      return as.post(`/bank-lines/${id}/back`);
    }),
  };
}
