import { idSchemas, type CreditNoteId, type InvoiceId, type ReceiptId, type TenantId } from '@stageline/contracts';
import type { Clock, Signer } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';

export type DocumentId = InvoiceId | ReceiptId | CreditNoteId;

const PURPOSE = 'document-link';
const KINDS = [idSchemas.ivc, idSchemas.rcp, idSchemas.crn] as const;

/**
 * Addresses of documents. They carry the document, when they expire, and a signature bound to the tenant: nothing is stored, and
 * the address of one site opens nothing on another.
 */
export function createDocumentLinks(signer: Signer, clock: Clock) {
  const payload = (tenantId: TenantId, id: string, expires: string) => `${tenantId}:${id}:${expires}`;
  return {
    /** Of the current tenant, below its site. @param seconds how long it opens */
    pathFor(id: DocumentId, seconds: number): string {
      const expires = Math.floor(clock.now().getTime() / 1000 + seconds).toString(36);
      return `/api/v1/documents/${id}.${expires}.${signer.sign(PURPOSE, payload(currentTenantId(), id, expires))}`;
    },
    /** The document of a token that we made for this tenant and that has not expired; null for any other text. */
    open(tenantId: TenantId, token: string): DocumentId | null {
      const [text = '', expires = '', signature = '', ...rest] = token.split('.');
      const id = KINDS.map((kind) => kind.safeParse(text)).find(({ success }) => success)?.data;
      if (id === undefined || rest.length > 0 || !/^[0-9a-z]{1,9}$/.test(expires)) return null;
      if (!signer.verify(PURPOSE, payload(tenantId, id, expires), signature)) return null;
      return Number.parseInt(expires, 36) * 1000 > clock.now().getTime() ? id : null;
    },
  };
}
export type DocumentLinks = ReturnType<typeof createDocumentLinks>;
