export { createInstalmentsModule, type InstalmentsModule, type InstalmentsModuleDeps } from './instalments.module.ts';
