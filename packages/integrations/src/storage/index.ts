import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createEmbeddedStorage, type EmbeddedStorageOptions } from './embedded.ts';
import type { StoragePort } from './port.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { StoragePort, StoredObject } from './port.ts';

export type StorageConfig = { readonly kind: 'embedded' } & EmbeddedStorageOptions;

/**
 * The storage adapter that the configuration names.
 * @throws Error for an unknown kind, and for an embedded one that production does not allow
 */
export function createStorage(config: StorageConfig, policy: EmbeddedPolicy): StoragePort {
  const kind: string = config.kind;
  if (kind !== 'embedded') throw new Error(`There is no storage adapter called ${kind}.`);
  assertEmbeddedAllowed('storage', policy);
  return createEmbeddedStorage(config);
}
