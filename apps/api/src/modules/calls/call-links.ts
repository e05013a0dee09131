import { createHash, randomBytes } from 'node:crypto';
import { idSchemas, type CallId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

const PURPOSE = 'call-link';
const ID_LENGTH = 26;

/** The links by which whoever booked a call moves it, or calls it off: signed for one tenant and one call (E-08). */
export interface CallLinks {
  tokenFor(tenantId: TenantId, callId: CallId): string;
  /** The call of a token that we made for this tenant; null for any other text. */
  callOf(tenantId: TenantId, token: string): CallId | null;
}

export function createCallLinks(signer: Signer): CallLinks {
  const payload = (tenantId: TenantId, callId: CallId) => `${tenantId}:${callId}`;
  return {
    tokenFor: (tenantId, callId) => callId.slice('cll_'.length) + signer.sign(PURPOSE, payload(tenantId, callId)),
    callOf(tenantId, token) {
      const id = idSchemas.cll.safeParse(`cll_${token.slice(0, ID_LENGTH)}`);
      if (!id.success) return null;
      return signer.verify(PURPOSE, payload(tenantId, id.data), token.slice(ID_LENGTH)) ? id.data : null;
    },
  };
}

/** The secret of a hold, of which only the hash is kept. */
export const newHoldSecret = (): string => randomBytes(24).toString('base64url');
export const hashOfHold = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
