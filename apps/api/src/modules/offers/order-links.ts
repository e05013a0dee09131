import { idSchemas, type OfferId, type PersonId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

/** Who followed which offer, and when: what an order begins with. */
export interface OrderWay {
  readonly offerId: OfferId;
  readonly personId: PersonId;
  readonly followedAt: Date;
}

/** Links that only whoever followed an offer in time was given: the offer may be over by now, their way is not yet. */
export interface OrderLinks {
  tokenFor(tenantId: TenantId, way: OrderWay): string;
  /** Null for any text that is not ours, or another tenant's. */
  read(tenantId: TenantId, token: string): OrderWay | null;
}

/** @param purpose what they open; one kind opens nothing of another */
export function createOrderLinks(signer: Signer, purpose: 'order-link' | 'booking-way' = 'order-link'): OrderLinks {
  return {
    tokenFor(tenantId, { offerId, personId, followedAt }) {
      const text = [offerId.slice(4), personId.slice(4), followedAt.getTime().toString(36)].join('.');
      return `${text}.${signer.sign(purpose, `${tenantId}:${text}`)}`;
    },
    read(tenantId, token) {
      const [offer = '', person = '', time = '', signature = ''] = token.split('.');
      const offerId = idSchemas.ofr.safeParse(`ofr_${offer}`);
      const personId = idSchemas.per.safeParse(`per_${person}`);
      if (!offerId.success || !personId.success) return null;
      if (!signer.verify(purpose, `${tenantId}:${[offer, person, time].join('.')}`, signature)) return null;
      return { offerId: offerId.data, personId: personId.data, followedAt: new Date(Number.parseInt(time, 36)) };
    },
  };
}
