import { idSchemas, type MembershipId, type PersonId, type SessionId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

const PURPOSE = 'offer-pass';
type Identity = PersonId | MembershipId;

/** What somebody in a room follows its offers with: their id, and our word that it was they who were in this room. */
export interface OfferPass {
  issue(tenantId: TenantId, sessionId: SessionId, identity: Identity): string;
  /** Null for any text that we have not issued for this room. */
  read(tenantId: TenantId, sessionId: SessionId, text: string): Identity | null;
}

export function createOfferPass(signer: Signer): OfferPass {
  const payload = (...parts: string[]) => parts.join(':');
  return {
    issue: (tenantId, sessionId, identity) =>
      `${identity}.${signer.sign(PURPOSE, payload(tenantId, sessionId, identity))}`,
    read(tenantId, sessionId, text) {
      const [id = '', signature = ''] = text.split('.');
      const identity = idSchemas.per.or(idSchemas.mem).safeParse(id);
      if (!identity.success) return null;
      return signer.verify(PURPOSE, payload(tenantId, sessionId, identity.data), signature) ? identity.data : null;
    },
  };
}
