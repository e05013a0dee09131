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

/** The states from which a tenant may come into this one, for the filter of a write that moves it. */
export const statesBefore = (status: admin.TenantStatus): admin.TenantStatus[] =>
  (Object.keys(tenantTransitions) as admin.TenantStatus[]).filter((from) =>
    (tenantTransitions[from] as readonly admin.TenantStatus[]).includes(status),
  );
