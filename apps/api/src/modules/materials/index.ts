export { createMaterialsModule, type MaterialsModule, type MaterialsModuleDeps } from './materials.module.ts';
export { mergingDownloads } from './materials.merging.repository.ts';
