import type { TenantId } from '@stageline/contracts';
import type { TenantRecord } from './tenants.types.ts';

/** What is read of a tenant. */
export const RECORD = {
  slug: 1,
  name: 1,
  status: 1,
  version: 1,
  ownerAccountId: 1,
  primaryHost: 1,
  synthetic: 1,
  kind: 1,
  createdAt: 1,
  activatedAt: 1,
} as const;

export type TenantRow = Omit<TenantRecord, 'id'> & { _id: string };

/** A tenant as it is stored, or null, as other modules see it. */
export function toRecord(row: unknown): TenantRecord | null {
  if (row === null) return null;
  const { _id, ...rest } = row as TenantRow;
  // A tenant of an earlier version does not say that it is real.
  return { id: _id as TenantId, ...rest, synthetic: rest.synthetic === true, kind: rest.kind ?? 'public' };
}
