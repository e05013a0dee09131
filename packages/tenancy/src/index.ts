export { assertCollectionsKnown, assertModelsAreScoped, createCollectionsAndIndexes, dropIndexes } from './boot.ts';
export {
  bulkInsert,
  bulkUpdate,
  bulkUpsert,
  type BulkInsertResult,
  type BulkUpsertResult,
  type UpdateRow,
  type UpsertRow,
} from './bulk.ts';
export { currentTenantId, optionalTenantId, runInTenant } from './context.ts';
export { findRows, raiseCounter, type CounterStep, type FindRowsOptions } from './direct.ts';
export { DUPLICATE_KEY, isDuplicateKey } from './duplicate-key.ts';
export { TenancyError, TenancyModelError, TenantContextMissing, TenantMismatch, UnscopedOperation } from './errors.ts';
export {
  GLOBAL_AREAS,
  globalKey,
  platformPath,
  TENANT_AREAS,
  tenantFolder,
  tenantKey,
  tenantPath,
  tenantRoom,
  type GlobalArea,
  type KeyPart,
  type PlatformFolder,
  type RoomName,
  type SharedKey,
  type StoragePath,
  type TenantArea,
} from './keys.ts';
export { defineGlobalModel, defineTenantModel, type TenantModelOptions } from './models.ts';
export { tenantOf } from './row-owner.ts';
export {
  collectionNameOf,
  globalModels,
  tenantModels,
  type GlobalModelEntry,
  type ModelEntry,
  type SystemIndex,
  type TenantModelEntry,
} from './registry.ts';
