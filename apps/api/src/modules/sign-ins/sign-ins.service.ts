import {
  ProblemError,
  signIns,
  type AccountId,
  type AdminId,
  type SignInId,
  type TenantId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { Actor } from '../../http/route.ts';
import type { SessionOwner } from '../../http/sessions.ts';
import type { AuditLog } from '../audit/index.ts';
import { recordEnd } from './access-ended.ts';
import { deviceOf } from './device.ts';
import type { LiveSignIns } from './live-sign-ins.ts';
import { inOwner } from './session-store.ts';
import { presentSignIn } from './sign-ins.presenter.ts';
import type { SignInsRepository } from './sign-ins.repository.ts';

const { STEP_UP_TRIES } = signIns;

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
        unitOfWork.run(async (tx) => {
          const signIn = await repository.find(id);
          if (signIn?.subjectId !== subjectOf(actor)) throw new ProblemError('not-found');
          await repository.remove(id);
          recordEnd(tx, owner, [id]);
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
        unitOfWork.run(async (tx) => {
          const count = await removeAllOf(tx, owner, repository, subject, actor.signIn.id);
          if (count > 0) await audit.record({ action: 'sign-in.others-ended', after: { ended: count } });
          return count;
        }),
      );
      await live.changed(subject);
      return ended;
    },

    /** Ends all of an account's on one site, in the caller's transaction where there is one; `changed` tells the others. */
    async endAllOf(tenantId: TenantId, accountId: AccountId): Promise<void> {
      await inOwner(tenantId, (repository) => unitOfWork.run((tx) => removeAllOf(tx, tenantId, repository, accountId)));
    },

    /** Ends all of an administrator's, in the caller's transaction where there is one. */
    async endAllOfAdmin(adminId: AdminId): Promise<void> {
      await inOwner('admin', (repository) => unitOfWork.run((tx) => removeAllOf(tx, 'admin', repository, adminId)));
    },

    /**
     * Ends those of these accounts' on one site in which no second factor was proved, in the caller's transaction where there
     * is one; `changed` tells the others.
     */
    async endWeakOnes(tenantId: TenantId, accountIds: readonly AccountId[]): Promise<void> {
      await inOwner(tenantId, (repository) =>
        unitOfWork.run(async (tx) => {
          const weak = await repository.weakOnesOf(accountIds);
          for (const { id, subjectId } of weak) await repository.remove(id, subjectId);
          recordEnd(
            tx,
            tenantId,
            weak.map(({ id }) => id),
          );
        }),
      );
    },

    /** Notes that they have just proved who they are, in this sign-in. @param strong whether by a second factor */
    async prove(owner: SessionOwner, id: SignInId, strong: boolean): Promise<void> {
      await inOwner(owner, (repository) => repository.prove(id, clock.now(), strong));
      await live.changed(id);
    },

    /** Notes that a second factor was enrolled in this sign-in, and so proved. */
    async strengthen(owner: SessionOwner, id: SignInId): Promise<void> {
      await inOwner(owner, (repository) => repository.strengthen(id));
      await live.changed(id);
    },

    /**
     * Counts a proof that was wrong; the last of too many ends the sign-in: an open browser is no place for guessing.
     * @returns whether it has ended
     */
    async failProof(owner: SessionOwner, id: SignInId): Promise<boolean> {
      const hasEnded = await inOwner(owner, (repository) =>
        unitOfWork.run(async (tx) => {
          const count = await repository.fail(id);
          if (count === null) return true;
          if (count < STEP_UP_TRIES) return false;
          await repository.remove(id);
          recordEnd(tx, owner, [id]);
          await audit.record({ action: 'sign-in.proof-failed', target: { type: 'sign-in', id } });
          return true;
        }),
      );
      if (hasEnded) await live.changed(id);
      return hasEnded;
    },

    /** What is known of a sign-in, a member, an account or a whole site is out of date: every process looks again. */
    changed: (key: string): Promise<void> => live.changed(key),
  };
}
export type SignInsService = ReturnType<typeof createSignInsService>;

/** @returns how many there were */
async function removeAllOf(
  tx: Transaction,
  owner: SessionOwner,
  repository: SignInsRepository,
  subjectId: string,
  except?: SignInId,
): Promise<number> {
  const ids = await repository.removeAllOf(subjectId, except);
  recordEnd(tx, owner, ids);
  return ids.length;
}
