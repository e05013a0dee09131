import {
  idSchemas,
  type MaterialId,
  type MembershipId,
  type PersonId,
  type SessionId,
  type TenantId,
} from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

const SLIDE = 'slide';
const PASS = 'handout-pass';
type Identity = PersonId | MembershipId;

/**
 * Addresses of pictures and handouts. A picture is loaded by a browser that sends nothing of ours along, so its address is
 * signed: for one page, since whoever sees this one need not know the next.
 */
export function createMaterialAddresses(signer: Signer) {
  const slide = (tenantId: TenantId, id: MaterialId, page: number) => `${tenantId}:${id}:${page}`;
  const pass = (tenantId: TenantId, sessionId: SessionId, identity: Identity) =>
    [tenantId, sessionId, identity].join(':');
  return {
    slideUrl: (tenantId: TenantId, id: MaterialId, page: number): string =>
      `/api/v1/materials/${id}/pages/${page}/${signer.sign(SLIDE, slide(tenantId, id, page))}`,
    isSlide: (tenantId: TenantId, id: MaterialId, page: number, key: string): boolean =>
      signer.verify(SLIDE, slide(tenantId, id, page), key),

    /** What somebody of a masterclass fetches its handouts with. */
    pass: (tenantId: TenantId, sessionId: SessionId, identity: Identity): string =>
      `${identity}.${signer.sign(PASS, pass(tenantId, sessionId, identity))}`,
    /** Who holds a pass of this masterclass; null for what we did not give. */
    holderOf(tenantId: TenantId, sessionId: SessionId, text: string): Identity | null {
      const [id = '', signature = ''] = text.split('.');
      const identity = idSchemas.per.or(idSchemas.mem).safeParse(id);
      if (!identity.success) return null;
      return signer.verify(PASS, pass(tenantId, sessionId, identity.data), signature) ? identity.data : null;
    },
    handoutUrl: (id: MaterialId, holder: string): string => `/api/v1/materials/${id}/handout/${holder}`,
  };
}
export type MaterialAddresses = ReturnType<typeof createMaterialAddresses>;
