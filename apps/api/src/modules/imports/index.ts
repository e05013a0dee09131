export { createImportsModule, type ImportsModule, type ImportsModuleDeps } from './imports.module.ts';
