export { entitled, type Entitled } from './entitled.ts';
export { mergingEntitlementLeads, mergingEntitlements } from './entitlements.merging.repository.ts';
export { createEntitlementsModule, type EntitlementsModuleDeps } from './entitlements.module.ts';
export type { Entitlements } from './entitlements.service.ts';
