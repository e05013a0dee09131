export { createMergesModule, type MergesModule, type MergesModuleDeps } from './merges.module.ts';
