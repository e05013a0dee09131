export type { FactorRule } from './session-store.ts';
export { createSignInsModule, type SignInsModule, type SignInsModuleDeps } from './sign-ins.module.ts';
export type { SignInsService } from './sign-ins.service.ts';
export { stepUpWay, type StepUpSubject, type StepUpWay } from './step-up.service.ts';
