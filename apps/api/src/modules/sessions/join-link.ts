import { idSchemas, type LeadId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

const PURPOSE = 'join-link';
/** Characters of a lead's id after its prefix; the signature follows. */
const ID_LENGTH = 26;

export interface JoinLinks {
  /** The token of a personal link: the same each time, so a link that is sent again stays the same (B-02). */
  tokenFor(tenantId: TenantId, leadId: LeadId): string;
  /** The lead of a token that we made for this tenant; null for any other text. */
  leadOf(tenantId: TenantId, token: string): LeadId | null;
}

/** Personal links carry the lead and a signature bound to the tenant: nothing is stored, nothing can be guessed. */
export function createJoinLinks(signer: Signer): JoinLinks {
  const payload = (tenantId: TenantId, leadId: LeadId) => `${tenantId}:${leadId}`;
  return {
    tokenFor: (tenantId, leadId) => leadId.slice('led_'.length) + signer.sign(PURPOSE, payload(tenantId, leadId)),
    leadOf(tenantId, token) {
      const leadId = idSchemas.led.safeParse(`led_${token.slice(0, ID_LENGTH)}`);
      if (!leadId.success) return null;
      return signer.verify(PURPOSE, payload(tenantId, leadId.data), token.slice(ID_LENGTH)) ? leadId.data : null;
    },
  };
}
