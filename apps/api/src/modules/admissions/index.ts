export { createAdmissionsModule, type AdmissionsModuleDeps } from './admissions.module.ts';
export type { Admissions } from './admissions.service.ts';
export { admissionOf } from './admissions.repository.ts';
export { createHolds, type Holds } from './holds.ts';
