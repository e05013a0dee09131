import type { TenantId } from '@stageline/contracts';
import { TenantContextMissing } from './errors.ts';
import { currentScope, runInScope, type CallNotes } from './scope.ts';

/**
 * Runs `fn` as `tenantId`: every tenant model used inside, however deep, reads and writes that tenant's data only.
 * The result is awaited inside, so a returned query runs there too. Inside a system run it narrows to the tenant.
 *
 * The context does not follow a `socket.on` listener, a bull processor or a listener on a raw stream: enter it again there.
 * @param notes of the call (its log fields), in place of the present ones
 * @throws TenantContextMissing when no tenant id is given
 */
export function runInTenant<T>(tenantId: TenantId, fn: () => T | PromiseLike<T>, notes?: CallNotes): Promise<T> {
  if (typeof tenantId !== 'string' || tenantId === '') {
    return Promise.reject(new TenantContextMissing('runInTenant was given no tenant id'));
  }
  return runInScope({ kind: 'tenant', tenantId }, fn, notes);
}

/**
 * The tenant of the running call.
 * @throws TenantContextMissing outside `runInTenant`, and directly inside `runAsSystem`
 */
export function currentTenantId(): TenantId {
  const tenantId = optionalTenantId();
  if (tenantId === undefined) throw new TenantContextMissing('There is no current tenant: enter one with runInTenant');
  return tenantId;
}

/** The tenant of the running call, or undefined where there is none: for log lines, not for decisions. */
export function optionalTenantId(): TenantId | undefined {
  const scope = currentScope();
  return scope?.kind === 'tenant' ? scope.tenantId : undefined;
}
