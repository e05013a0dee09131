import { ProblemError, type AccountId, type RoleRef, type security, type TenantId } from '@stageline/contracts';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { factorPolicyRepository } from './factor-policy.repository.ts';
import type { FactorRule } from '../sign-ins/index.ts';

type Policy = z.output<typeof security.FactorPolicy>;

export interface FactorPolicyDeps {
  readonly rule: Pick<FactorRule, 'has'>;
  /** Those among these roles that the current site has. */
  readonly existingRoles: (refs: readonly RoleRef[]) => Promise<RoleRef[]>;
  readonly accountsWithRoles: (roles: readonly RoleRef[]) => Promise<AccountId[]>;
  /** Ends the sign-ins of these accounts in which no second factor was proved, in the caller's transaction. */
  readonly endWeakSignIns: (tenantId: TenantId, accounts: readonly AccountId[]) => Promise<void>;
  /** Every process looks again at the sign-ins of the site. */
  readonly onChanged: (tenantId: TenantId) => Promise<void>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
}

/** Roles among these of which the current tenant demands a second factor. */
export async function demandsFactor(roles: readonly RoleRef[]): Promise<boolean> {
  const demanded = await factorPolicyRepository.roles();
  return roles.some((role) => demanded.includes(role));
}

/**
 * The owner's rule: whose log-in has to ask for a second factor. A new demand holds at once: sessions of these roles in which
 * none was proved end, and who has none is led to enrolment at the log-in. A demand that is taken back ends nothing: who is
 * signed in stays, and who has a factor is asked for it as before.
 */
export function createFactorPolicy(deps: FactorPolicyDeps) {
  /** A role that is gone is named by nobody any more. */
  const present = async (): Promise<Policy> => ({
    roles: await deps.existingRoles(await factorPolicyRepository.roles()),
  });

  /** Whoever makes the rule would be the first to lose their session over it. */
  async function assertHoldsItself({ accountId, roles, signIn }: MemberActor, demanded: readonly RoleRef[]) {
    if (!roles.some((role) => demanded.includes(role))) return;
    if (!(await deps.rule.has(accountId))) throw new ProblemError('own-factor-first');
    if (!signIn.strong) throw new ProblemError('step-up-required');
  }

  return {
    policy: present,

    /** @throws ProblemError `own-factor-first`, `step-up-required`, `validation-failed` for a role that the site has not */
    async setPolicy(actor: MemberActor, { roles }: Policy): Promise<Policy> {
      const tenantId = currentTenantId();
      const after = [...new Set(roles)];
      if ((await deps.existingRoles(after)).length < after.length) {
        const issue = { in: 'body', pointer: '/roles', message: 'One of these roles is gone.' } as const;
        throw new ProblemError('validation-failed', { issues: [issue] });
      }
      await assertHoldsItself(actor, after);
      await deps.unitOfWork.run(async () => {
        const before = await factorPolicyRepository.roles();
        await factorPolicyRepository.setRoles(after);
        const added = after.filter((role) => !before.includes(role));
        if (added.length > 0) await deps.endWeakSignIns(tenantId, await deps.accountsWithRoles(added));
        await deps.audit.record({
          action: 'security.policy-changed',
          before: { rolesWithSecondFactor: before },
          after: { rolesWithSecondFactor: after },
        });
      });
      await deps.onChanged(tenantId);
      return { roles: after };
    },
  };
}
export type FactorPolicy = ReturnType<typeof createFactorPolicy>;
