import type { admin } from '@stageline/contracts';

/**
 * The life of a tenant. `closing` may be taken back until the purge has begun; a sign-up that cannot succeed is
 * `purged` at once, because it owns nothing.
 */
export const tenantTransitions = {
  requested: ['provisioning', 'purged'],
  provisioning: ['active', 'purged'],
  active: ['suspended', 'closing'],
  suspended: ['active', 'closing'],
  closing: ['active', 'suspended', 'purged'],
  purged: [],
} as const satisfies Record<admin.TenantStatus, readonly admin.TenantStatus[]>;
