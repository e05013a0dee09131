import { ProblemError, type AccountId, type SignInId, type signIns, type TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Actor } from '../../http/route.ts';
import type { SessionOwner } from '../../http/sessions.ts';
import type { AuditLog } from '../audit/index.ts';
import { deviceOf } from './device.ts';
import type { LiveSignIns } from './live-sign-ins.ts';
import { inOwner } from './session-store.ts';
import { presentSignIn } from './sign-ins.presenter.ts';

export interface SignInsServiceDeps {
  readonly live: LiveSignIns;
  readonly unitOfWork: UnitOfWork;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** The account or the administrator behind an actor. */
export const subjectOf = (actor: Actor): string => (actor.kind === 'admin' ? actor.adminId : actor.accountId);

/** Where somebody is signed in, on the host that they ask at. */
export function createSignInsService({ live, unitOfWork, audit, clock }: SignInsServiceDeps) {
  return {
    async list(owner: SessionOwner, actor: Actor): Promise<signIns.SignInView[]> {
      const rows = await inOwner(owner, (repository) => repository.list(subjectOf(actor), clock.now()));
      const views = rows.map((row) => presentSignIn(row, actor.signIn.id));
      return views.sort(
        (a, b) => Number(b.current) - Number(a.current) || b.lastActiveAt.localeCompare(a.lastActiveAt),
      );
    },

    /** @throws ProblemError `not-found` also for somebody else's */
    async end(owner: SessionOwner, actor: Actor, id: SignInId): Promise<void> {
      await inOwner(owner, (repository) =>
        unitOfWork.run(async () => {
          const signIn = await repository.find(id);
          if (signIn?.subjectId !== subjectOf(actor)) throw new ProblemError('not-found');
          await repository.remove(id);
          const target = { type: 'sign-in', id, name: deviceOf(signIn.userAgent).device };
          await audit.record({ action: 'sign-in.ended', target, before: { ip: signIn.ip } });
        }),
      );
      await live.changed(id);
    },

    /** @returns how many were ended */
    async endOthers(owner: SessionOwner, actor: Actor): Promise<number> {
      const subject = subjectOf(actor);
      const ended = await inOwner(owner, (repository) =>
        unitOfWork.run(async () => {
          const count = await repository.removeAllOf(subject, actor.signIn.id);
          if (count > 0) await audit.record({ action: 'sign-in.others-ended', after: { ended: count } });
          return count;
        }),
      );
      await live.changed(subject);
      return ended;
    },

    /** Ends all of an account's on one site, in the caller's transaction where there is one; `changed` tells the others. */
    async endAllOf(tenantId: TenantId, accountId: AccountId): Promise<void> {
      await inOwner(tenantId, (repository) => repository.removeAllOf(accountId));
    },

    /** Notes that they have just proved who they are, in this sign-in. */
    async prove(owner: SessionOwner, id: SignInId): Promise<void> {
      await inOwner(owner, (repository) => repository.prove(id, clock.now()));
      await live.changed(id);
    },

    /** What is known of a sign-in, a member, an account or a whole site is out of date: every process looks again. */
    changed: (key: string): Promise<void> => live.changed(key),
  };
}
export type SignInsService = ReturnType<typeof createSignInsService>;
