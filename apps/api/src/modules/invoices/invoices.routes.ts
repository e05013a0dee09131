import { Readable } from 'node:stream';
import { invoices, ProblemError } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { DocumentFiles } from './documents/document-files.ts';
import type { DocumentLinks } from './documents/document-links.ts';
import type { InvoiceDesk } from './invoices.desk.ts';
import type { SellerService } from './seller.service.ts';
import { revenueBySource } from './sources.repository.ts';

export interface InvoiceRoutesDeps {
  readonly desk: InvoiceDesk;
  readonly seller: SellerService;
  readonly links: DocumentLinks;
  readonly files: DocumentFiles;
}

export const invoiceRoutes = ({ desk, seller, links, files }: InvoiceRoutesDeps) => [
  route(invoices.getSeller, async () => ({ seller: await seller.get() })),
  route(invoices.saveSeller, ({ body: { version, ...details } }) => seller.save(version, details)),
  route(invoices.listSources, async ({ query: { from, to, touch } }) => ({
    items: await revenueBySource(new Date(from), new Date(to), touch),
  })),
  route(invoices.listInvoices, ({ query }) => desk.list(query)),
  route(invoices.getInvoice, ({ params }) => desk.get(params.invoiceId)),
  route(invoices.createInvoice, ({ body }) => desk.create(body)),
  route(invoices.changeInvoice, ({ params, body }) => desk.change(params.invoiceId, body)),
  route(invoices.discardInvoice, ({ params }) => desk.discard(params.invoiceId)),
  route(invoices.issueInvoice, ({ params, body }) => desk.issue(params.invoiceId, body.version)),
  route(invoices.cancelInvoice, ({ params, body }) => desk.cancel(params.invoiceId, body.reason)),
  route(invoices.writeOffInvoice, ({ params }) => desk.writeOff(params.invoiceId)),
  route(invoices.openDocument, async ({ params, tenant }) => {
    const id = links.open(tenant.id, params.token);
    if (id === null) throw new ProblemError('invalid-link');
    const { filename, bytes } = await files.read(id);
    return { filename, content: Readable.from([bytes]) };
  }),
];
