import type { TenantId } from '@stageline/contracts';

/**
 * What a tenant's shared keys are for. A new use adds its area here, so that two features can never share a key by accident.
 */
export const TENANT_AREAS = [
  'automations',
  'cache',
  'calendar',
  'chat',
  'handover',
  'idempotency',
  'join',
  'job',
  'line',
  'lock',
  'login',
  'mail',
  'presence',
  'rate-limit',
  'revoked',
  'room',
  'session',
  'signal',
  'site',
  'storage',
  'ticket',
  'tls',
  'visits',
] as const;

/** What the keys that belong to no tenant are for. */
export const GLOBAL_AREAS = [
  'broadcast',
  'calendar',
  'captions',
  'handover',
  'health',
  'invalidate',
  'leader',
  'lock',
  'login',
  'outbox-nudge',
  'queue',
  'rate-limit',
  'revoked',
  'sfu-events',
  'sfu-nodes',
  'tenant-by-host',
  'tenant-changed',
  'tls',
] as const;

/** What is kept in the store for the platform itself. */
export const PLATFORM_FOLDERS = ['templates'] as const;

export type PlatformFolder = (typeof PLATFORM_FOLDERS)[number];
export type TenantArea = (typeof TENANT_AREAS)[number];
export type GlobalArea = (typeof GLOBAL_AREAS)[number];
export type KeyPart = string | number;

/** A Redis key, channel, cache key or rate-limit bucket that was built here. What takes one should ask for this type. */
export type SharedKey = string & { readonly __sharedKey: true };
/** The name of a socket.io room that was built here. */
export type RoomName = string & { readonly __roomName: true };
/** A storage path, relative and with `/`, that was built here. */
export type StoragePath = string & { readonly __storagePath: true };

/**
 * A key of one tenant: a Redis key or channel, a cache entry, a rate-limit bucket. Parts are escaped, so no part can reach
 * into another tenant, area or part, whatever it contains.
 * @throws TypeError for an empty tenant or part
 */
export function tenantKey(tenantId: TenantId, area: TenantArea, ...parts: readonly KeyPart[]): SharedKey {
  return build('t', ':', [tenantId, area, ...parts]) as SharedKey;
}

/**
 * The name of a socket.io room of one tenant.
 * @throws TypeError for an empty tenant or part
 */
export function tenantRoom(tenantId: TenantId, room: string, ...parts: readonly KeyPart[]): RoomName {
  return build('t', ':', [tenantId, 'room', room, ...parts]) as RoomName;
}

/**
 * A storage path of one tenant, below the root of the store. No part can climb (`..`), branch (`/`) or hide (a NUL).
 * @throws TypeError for an empty tenant or part
 */
export function tenantPath(tenantId: TenantId, ...parts: readonly KeyPart[]): StoragePath {
  if (parts.length === 0) throw new TypeError('A storage path needs at least one part below its tenant');
  return build('tenants', '/', [tenantId, ...parts]) as StoragePath;
}

/**
 * The folder below which everything of one tenant lies in the store: for what concerns all of it (its size, its removal).
 * @throws TypeError for an empty tenant
 */
export function tenantFolder(tenantId: TenantId): StoragePath {
  return build('tenants', '/', [tenantId]) as StoragePath;
}

/**
 * A storage path that belongs to no tenant, and so outlives each of them; escaped as a tenant's is.
 * @throws TypeError for an empty part, or none
 */
export function platformPath(folder: PlatformFolder, ...parts: readonly KeyPart[]): StoragePath {
  if (parts.length === 0) throw new TypeError('A storage path needs at least one part below its folder');
  return build('platform', '/', [folder, ...parts]) as StoragePath;
}

/**
 * A key that belongs to no tenant: what is needed before a tenant is known, or by the platform itself.
 * @throws TypeError for an empty part
 */
export function globalKey(area: GlobalArea, ...parts: readonly KeyPart[]): SharedKey {
  return build('g', ':', [area, ...parts]) as SharedKey;
}

function build(prefix: string, separator: string, parts: readonly KeyPart[]): string {
  let key = prefix;
  for (const part of parts) key += separator + escapePart(part);
  return key;
}

const SAFE_PART = /^[A-Za-z0-9_-]+$/;

/** Injective and free of separators, glob characters and path steps; ordinary ids pass unchanged. */
function escapePart(part: KeyPart): string {
  // a caller past the types must not end in a key of `undefined`, which many callers would share
  if (typeof part !== 'string' && !Number.isFinite(part))
    throw new TypeError('A part of a shared key is a string or a number');
  const text = String(part);
  if (SAFE_PART.test(text)) return text;
  if (text === '') throw new TypeError('A part of a shared key may not be empty');
  // a lone surrogate has no encoding; encodeURIComponent throws for it
  const escaped = encodeURIComponent(text).replace(/[!'()*~]/g, percent);
  return /^\.+$/.test(escaped) ? escaped.replaceAll('.', '%2E') : escaped;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
