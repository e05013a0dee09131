import { idSchemas, type InvoiceId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

const PURPOSE = 'pay-invoice';
const ID_LENGTH = 26;

/** Links by which anybody who has one pays an invoice: they say nothing of it and open nothing but the way to pay. */
export function createPayLinks(signer: Signer) {
  const payload = (tenantId: TenantId, invoiceId: InvoiceId) => `${tenantId}:${invoiceId}`;
  return {
    tokenFor: (tenantId: TenantId, invoiceId: InvoiceId): string =>
      invoiceId.slice('ivc_'.length) + signer.sign(PURPOSE, payload(tenantId, invoiceId)),
    /** Null for any text that is not ours, or another tenant's. */
    invoiceOf(tenantId: TenantId, token: string): InvoiceId | null {
      const id = idSchemas.ivc.safeParse(`ivc_${token.slice(0, ID_LENGTH)}`);
      if (!id.success) return null;
      return signer.verify(PURPOSE, payload(tenantId, id.data), token.slice(ID_LENGTH)) ? id.data : null;
    },
  };
}
export type PayLinks = ReturnType<typeof createPayLinks>;
