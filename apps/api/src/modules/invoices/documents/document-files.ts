import { createHash } from 'node:crypto';
import { ProblemError, type CreditNoteId, type InvoiceId, type ReceiptId, type TenantId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Clock } from '@stageline/platform';
import { currentTenantId, tenantPath } from '@stageline/tenancy';
import type { InvoicesRepository } from '../invoices.repository.ts';
import { creditNoteContent, invoiceContent, receiptContent } from './document-content.ts';
import type { DocumentFilesRepository } from './document-files.repository.ts';
import type { DocumentId } from './document-links.ts';
import { documentPdf, type DocumentContent } from './document.pdf.ts';

export interface DocumentFilesDeps {
  readonly repository: InvoicesRepository;
  readonly files: DocumentFilesRepository;
  readonly storage: Pick<StoragePort, 'get' | 'put'>;
  readonly siteFacts: () => Promise<{
    readonly siteName: string;
    readonly palette: Readonly<Record<string, string>>;
    /** Address of a PNG among the site's own files. */
    readonly logoUrl: string | null;
  }>;
  readonly readMedia: (tenantId: TenantId, key: string) => Promise<{ readonly bytes: Buffer } | null>;
  readonly siteTimeZone: () => Promise<string>;
  readonly clock: Clock;
}

export interface PrintedDocument {
  /** Letters, digits and hyphens. */
  readonly filename: string;
  readonly bytes: Buffer;
}
interface Numbered {
  readonly number: string;
  readonly content: DocumentContent;
}

/** Documents as files: printed once, kept with their hash, and read back as they were. */
export function createDocumentFiles(deps: DocumentFilesDeps) {
  const { repository, files, storage, siteFacts, readMedia, siteTimeZone, clock } = deps;

  async function contentOf(id: DocumentId): Promise<Numbered | null> {
    const timeZone = await siteTimeZone();
    if (id.startsWith('ivc_')) {
      const invoice = await repository.find(id as InvoiceId);
      if (invoice === null || invoice.number === null) return null;
      return { number: invoice.number, content: invoiceContent(invoice, timeZone) };
    }
    const document = id.startsWith('rcp_')
      ? await repository.findReceipt(id as ReceiptId)
      : await repository.findCreditNote(id as CreditNoteId);
    const invoice = document === null ? null : await repository.find(document.invoiceId);
    if (document === null || invoice === null) return null;
    const content =
      'paymentId' in document
        ? receiptContent(invoice, document, timeZone)
        : creditNoteContent(invoice, document, timeZone);
    return { number: document.number, content };
  }

  async function print(content: DocumentContent): Promise<Buffer> {
    const { siteName, palette, logoUrl } = await siteFacts();
    const key = logoUrl?.split('/').at(-1);
    // A document without a logo is better than none.
    const logo = key === undefined ? null : ((await readMedia(currentTenantId(), key))?.bytes ?? null);
    return documentPdf(content, { siteName, palette, logo });
  }
  // The path has the hash: a file that was not kept after all is never read as another.
  const pathOf = (sha256: string) => tenantPath(currentTenantId(), 'documents', `${sha256}.pdf`);
  const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  return {
    /**
     * An issued document as it was printed first; printed now where it was not yet.
     * @throws ProblemError `not-found`; Error where the file is gone, or is another than was kept
     */
    async read(id: DocumentId): Promise<PrintedDocument> {
      const numbered = await contentOf(id);
      if (numbered === null) throw new ProblemError('not-found');
      const filename = `${numbered.number.replaceAll('/', '-')}.pdf`;
      let sha256 = await files.hashOf(id);
      if (sha256 === null) {
        const bytes = await print(numbered.content);
        await storage.put(pathOf(hashOf(bytes)), bytes);
        await files.keep(id, hashOf(bytes), clock.now());
        sha256 = (await files.hashOf(id))!;
      }
      const stored = await storage.get(pathOf(sha256));
      if (stored === null || hashOf(stored.bytes) !== sha256)
        throw new Error(`The file of the document ${id} is not the one that was printed`);
      return { filename, bytes: stored.bytes };
    },
    /** SHA-256 of the file, in hex; null where it was not printed yet. */
    hashOf: files.hashOf,
  };
}
export type DocumentFiles = ReturnType<typeof createDocumentFiles>;
