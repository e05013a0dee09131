import { ProblemError, type ErrorCode, type SignupId, type signups, type TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { slugClaimsRepository } from './slug-claims.repository.ts';
import { tenantSignupsRepository } from './tenant-signups.repository.ts';
import type { NewSignup, SignupRecord } from './tenants.types.ts';

/** The sign-up inside a tenant, for the module that runs it. Every method may be repeated. */
export interface ProvisioningRecords {
  /** @throws ProblemError `slug-taken`, `email-taken` */
  request(signup: NewSignup): Promise<void>;
  find(signupId: SignupId): Promise<SignupRecord | null>;
  findOf(tenantId: TenantId): Promise<SignupRecord | null>;
  interrupted(before: Date, limit: number): Promise<{ id: SignupId; tenantId: TenantId }[]>;
  begin(tenantId: TenantId): Promise<void>;
  recordStep(tenantId: TenantId, step: signups.ProvisioningStep): Promise<void>;
  setOwner(tenantId: TenantId, accountId: string): Promise<void>;
  /**
   * The site answers from now on.
   * @param within what has to be there exactly when it does; runs once, in the same transaction
   */
  activate(tenantId: TenantId, within: () => Promise<void>): Promise<void>;
  /** Nothing is left to do. */
  finish(tenantId: TenantId): Promise<void>;
  fail(tenantId: TenantId, failure: ErrorCode): Promise<void>;
}

export function createProvisioningRecords(deps: {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Puts the present state of a tenant before every process. */
  readonly announce: (tenantId: TenantId) => Promise<void>;
}): ProvisioningRecords {
  const { unitOfWork, clock } = deps;
  return {
    request: (signup) =>
      unitOfWork.run(async () => {
        const now = clock.now();
        if (!(await slugClaimsRepository.take(signup.slug, signup.tenantId, now))) throw new ProblemError('slug-taken');
        await tenantSignupsRepository.insert(signup, now);
      }),
    find: (signupId) => tenantSignupsRepository.find(signupId),
    findOf: (tenantId) => tenantSignupsRepository.findOf(tenantId),
    interrupted: (before, limit) => tenantSignupsRepository.interrupted(before, limit),
    begin: (tenantId) => tenantSignupsRepository.begin(tenantId, clock.now()),
    recordStep: (tenantId, step) => tenantSignupsRepository.recordStep(tenantId, step, clock.now()),
    setOwner: (tenantId, accountId) => tenantSignupsRepository.setOwner(tenantId, accountId),
    async activate(tenantId, within) {
      await unitOfWork.run(async () => {
        if (await tenantSignupsRepository.activate(tenantId, clock.now())) await within();
      });
      // Also when an earlier run activated it: that one may have died before it could say so.
      await deps.announce(tenantId);
    },
    finish: (tenantId) => tenantSignupsRepository.finish(tenantId),
    fail: (tenantId, failure) =>
      unitOfWork.run(async () => {
        await tenantSignupsRepository.fail(tenantId, failure);
        await slugClaimsRepository.dropAll(tenantId);
      }),
  };
}
