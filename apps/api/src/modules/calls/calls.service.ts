import {
  calls as contract,
  ProblemError,
  type CallId,
  type CallView,
  type AuditAction,
  type CallOutcome,
  type MembershipId,
} from '@stageline/contracts';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { seesContacts, visibleLeads, type MemberDirectory } from '../leads/index.ts';
import type { BriefOf } from './brief.service.ts';
import { readRange } from './booking.service.ts';
import { presentCall } from './calls.presenter.ts';
import { callsRepository } from './calls.repository.ts';
import type { CallRow } from './calls.types.ts';
import type { Also, Changes } from './changes.service.ts';

export interface CallsServiceDeps {
  readonly changes: Changes;
  readonly briefOf: BriefOf;
  readonly members: MemberDirectory;
  readonly audit: Pick<AuditLog, 'record'>;
}
interface Seen {
  readonly version: number;
}

/** Calls as the team works with them: who sees whose leads sees whose calls (F-08). */
export function createCallsService({ changes, briefOf, members, audit }: CallsServiceDeps) {
  /** @returns null for everybody's */
  async function hostsSeenBy(actor: MemberActor): Promise<readonly MembershipId[] | null> {
    const scope = await visibleLeads(actor, members);
    return scope.kind === 'all' ? null : scope.owners;
  }

  /** @throws ProblemError `not-found`, also for a call that the actor may not see */
  async function existing(actor: MemberActor, id: CallId): Promise<CallRow> {
    const [call, hosts] = [await callsRepository.find(id), await hostsSeenBy(actor)];
    if (call === null || (hosts !== null && !hosts.includes(call.membershipId))) throw new ProblemError('not-found');
    return call;
  }

  /** @throws ProblemError `conflict` where it is not as the actor saw it */
  async function seen(actor: MemberActor, id: CallId, { version }: Seen): Promise<CallRow> {
    const call = await existing(actor, id);
    if (call.version !== version) throw new ProblemError('conflict');
    return call;
  }

  const audited =
    (action: AuditAction, reason = ''): Also =>
    (before, after) =>
      audit.record({
        action,
        target: { type: 'call', id: after._id, name: `${after.guest.firstName} ${after.guest.lastName}`.trim() },
        before: facts(before),
        after: facts(after),
        ...(reason !== '' && { reason }),
      });
  const present = (actor: MemberActor, call: CallRow): CallView => presentCall(call, seesContacts(actor));

  return {
    /** @throws ProblemError `validation-failed` for a span that is too long */
    async list(actor: MemberActor, query: { from: string; to: string; whose: 'mine' | 'team' }) {
      const [from, to] = [new Date(query.from), new Date(query.to)];
      if (to.getTime() - from.getTime() > contract.MAX_CALL_DAYS * 86_400_000) {
        const message = `At most ${contract.MAX_CALL_DAYS} days at once.`;
        throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/to', message }] });
      }
      const hosts = query.whose === 'mine' ? [actor.membershipId] : await hostsSeenBy(actor);
      const rows = await callsRepository.between(hosts, from, to, contract.MAX_CALLS);
      return { items: rows.map((row) => present(actor, row)) };
    },

    get: async (actor: MemberActor, id: CallId) => present(actor, await existing(actor, id)),

    /** Whoever sees a call may know whom it is with. @throws ProblemError `not-found` */
    brief: async (actor: MemberActor, id: CallId) => briefOf(await existing(actor, id)),

    slots: async (actor: MemberActor, id: CallId, range: { from: string; to: string }) =>
      changes.slots(await existing(actor, id), readRange(range), true),

    hosts: async (actor: MemberActor, id: CallId) => ({ items: await changes.hosts(await existing(actor, id)) }),

    approve: async (actor: MemberActor, id: CallId, body: Seen) =>
      present(actor, await changes.approve(await seen(actor, id, body), audited('call.approved'))),

    cancel: async (actor: MemberActor, id: CallId, { reason, ...body }: Seen & { reason: string }) =>
      present(
        actor,
        await changes.cancel(await seen(actor, id, body), 'member', reason, audited('call.cancelled', reason)),
      ),

    reschedule: async (
      actor: MemberActor,
      id: CallId,
      { startsAt, reason, ...body }: Seen & { startsAt: string; reason: string },
    ) => {
      const call = await seen(actor, id, body);
      return present(
        actor,
        await changes.reschedule(
          call,
          { startsAt: new Date(startsAt), reason, byMember: true },
          audited('call.rescheduled', reason),
        ),
      );
    },

    reassign: async (
      actor: MemberActor,
      id: CallId,
      { membershipId, ...body }: Seen & { membershipId: MembershipId },
    ) => present(actor, await changes.reassign(await seen(actor, id, body), membershipId, audited('call.reassigned'))),

    setOutcome: async (
      actor: MemberActor,
      id: CallId,
      { outcome, note, ...body }: Seen & { outcome: CallOutcome | null; note: string },
    ) =>
      present(actor, await changes.setOutcome(await seen(actor, id, body), outcome, note, audited('call.outcome-set'))),
  };
}
export type CallsService = ReturnType<typeof createCallsService>;

const facts = ({ state, startsAt, hostName, outcome }: CallRow) => ({
  state,
  startsAt: startsAt.toISOString(),
  host: hostName,
  outcome: outcome ?? null,
});
