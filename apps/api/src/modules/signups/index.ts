export { createCertificateWarmer } from './certificates.ts';
export {
  ensureDemoTenant,
  readDemoTenants,
  type DemoPasswords,
  type DemoTenant,
  type DemoTenantDeps,
} from './demo-tenants.ts';
export { createSignupsModule, type SignupsModule, type SignupsModuleDeps } from './signups.module.ts';
export type { FirstMasterclassPlanner, Provisioning } from './provisioning.ts';
export type { SignupsService } from './signups.service.ts';
export type { SignupSweep } from './signups.sweep.ts';
export { templateOf, type FirstMasterclass, type SiteTemplate } from './site-template.ts';
