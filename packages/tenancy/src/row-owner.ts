import type { TenantId } from '@stageline/contracts';
import { TenancyModelError } from './errors.ts';
import { TENANT_FIELD } from './guards/plain.ts';

/**
 * Whose a row is that was read over all tenants. The field is the layer's own, so the rows of a model do not show it.
 * @throws TenancyModelError when the projection left it out
 */
export function tenantOf(row: object): TenantId {
  const owner: unknown = (row as Readonly<Record<string, unknown>>)[TENANT_FIELD];
  if (typeof owner !== 'string') throw new TenancyModelError('A row that was read over all tenants names no tenant');
  return owner as TenantId;
}
