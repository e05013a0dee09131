/**
 * What the tenancy layer throws. Each of them is a fault in our own code, never a user's mistake: the HTTP layer answers
 * 500 to all of them and none may be caught to carry on.
 */
export abstract class TenancyError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Tenant data was asked for outside `runInTenant`. */
export class TenantContextMissing extends TenancyError {
  readonly code = 'TENANT_CONTEXT_MISSING';
}

/** A filter, document, update or pipeline names another tenant, or would move a document to one. */
export class TenantMismatch extends TenancyError {
  readonly code = 'TENANT_MISMATCH';
}

/** An operation that cannot be held inside one tenant, whatever its arguments. */
export class UnscopedOperation extends TenancyError {
  readonly code = 'UNSCOPED_OPERATION';
}

/** A model, index or collection that breaks the rules of tenancy; thrown while defining models and at boot. */
export class TenancyModelError extends TenancyError {
  readonly code = 'TENANCY_MODEL_ERROR';
}
