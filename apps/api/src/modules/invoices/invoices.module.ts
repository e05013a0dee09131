import type { ApiModule } from '../../http/module.ts';
import { createLedger } from '../ledger/index.ts';
import { createBooks, type BooksDeps } from './books.check.ts';
import { createDocumentFiles, type DocumentFilesDeps } from './documents/document-files.ts';
import { documentFilesRepository } from './documents/document-files.repository.ts';
import { createDocumentLinks } from './documents/document-links.ts';
import { createInvoiceDesk, type InvoiceDeskDeps } from './invoices.desk.ts';
import { invoiceSubscribers } from './invoices.events.ts';
import { createInvoiceLetters, type InvoiceLettersDeps } from './invoices.letters.ts';
import { invoicesRepository } from './invoices.repository.ts';
import { invoiceRoutes } from './invoices.routes.ts';
import { createInvoicesService, type InvoicesServiceDeps, type Issuing } from './invoices.service.ts';
import { sellerRepository } from './seller.repository.ts';
import { createSellerService, type SellerServiceDeps } from './seller.service.ts';
import { createSettlement, type Settlement } from './settlement.service.ts';

export type InvoicesModuleDeps = Pick<InvoicesServiceDeps, 'unitOfWork' | 'clock' | 'touchesOf' | 'siteTimeZone'> &
  Pick<SellerServiceDeps, 'audit'> &
  Pick<InvoiceDeskDeps, 'leads'> &
  Pick<InvoiceLettersDeps, 'mailer' | 'payUrl' | 'readerZone'> &
  Pick<DocumentFilesDeps, 'storage' | 'readMedia'> &
  Pick<BooksDeps, 'pausedTenants' | 'logger'> & {
    readonly signer: Parameters<typeof createDocumentLinks>[0];
    readonly siteFacts: () => Promise<
      Awaited<ReturnType<DocumentFilesDeps['siteFacts']>> &
        Awaited<ReturnType<InvoiceLettersDeps['sites']['siteFacts']>>
    >;
  };

const OVERDUE_MS = 15 * 60_000;
const CHECK_MS = 24 * 3_600_000;

function parts(deps: InvoicesModuleDeps) {
  const { signer, clock, siteFacts } = deps;
  const ledger = createLedger();
  const common = { ...deps, repository: invoicesRepository, sellers: sellerRepository, ledger };
  const service = { ...createInvoicesService(common), ...createSettlement(common) };
  const links = createDocumentLinks(signer, clock);
  const files = createDocumentFiles({ ...common, files: documentFilesRepository });
  return {
    ledger,
    service,
    links,
    files,
    seller: createSellerService(common),
    desk: createInvoiceDesk({ ...common, service, links }),
    letters: createInvoiceLetters({ ...common, links, files, sites: { siteFacts } }),
    books: createBooks({ ...common, refresh: service.refresh }),
  };
}
type Parts = ReturnType<typeof parts>;
export type InvoicesService = Issuing & Settlement;

/** Invoices, receipts and credit notes, and the books behind them. */
export function createInvoicesModule(deps: InvoicesModuleDeps): ApiModule & Omit<Parts, 'desk' | 'letters'> {
  const { desk, letters, ...made } = parts(deps);
  return {
    name: 'invoices',
    ...made,
    routes: invoiceRoutes({ ...made, desk }),
    subscribers: invoiceSubscribers(letters),
    schedules: [
      { name: 'overdue-invoices', everyMs: OVERDUE_MS, run: made.books.moveOverdue },
      { name: 'check-books', everyMs: CHECK_MS, run: made.books.checkAll },
    ],
  };
}
