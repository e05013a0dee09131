import {
  LeadAssigned,
  LeadQueued,
  LeadReleased,
  ProblemError,
  type AssignmentCause,
  type LeadId,
  type MembershipId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { MemberActor } from '../../http/route.ts';
import type { LeadOwnership, LeadScope, OwnedLead } from '../leads/index.ts';
import type { ResponseClocks } from './candidates.ts';
import { decisionsRepository } from './decisions.repository.ts';
import { settingsRepository } from './settings.repository.ts';

export interface ByHandDeps {
  readonly unitOfWork: UnitOfWork;
  readonly leads: LeadOwnership;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Which leads somebody may see (F-08). */
  readonly visibleTo: (actor: MemberActor) => Promise<LeadScope>;
  /** A member who may work on leads; null for anybody else. */
  readonly findWorker: (id: MembershipId) => Promise<{ readonly name: string } | null>;
  readonly memberName: (id: MembershipId) => Promise<string | null>;
  readonly drain: () => Promise<void>;
  /** The response limit of whoever has a lead from now on. */
  readonly responseClocks: ResponseClocks;
}

/** Who hands leads over, and why. */
interface Hand {
  readonly cause: AssignmentCause;
  readonly actorId: MembershipId | null;
  readonly actorName: string | null;
  readonly note: string | null;
}
/** What else belongs into the transaction of a batch. */
type AfterBatch = (released: number) => Promise<unknown>;
interface Owner {
  readonly membershipId: MembershipId;
  readonly name: string;
}

/** Leads that are released in one transaction. */
const BATCH = 50;

/** Whether leads of this owner are the actor's to give away: those that somebody shared with them are not. */
const isTheirs = (scope: LeadScope, owner: MembershipId | undefined): boolean =>
  scope.kind === 'all' || (owner !== undefined && scope.owners.includes(owner));

const nameOf = ({ person }: OwnedLead): string => `${person.firstName} ${person.lastName}`.trim();

/** Hands over leads where people say so, or somebody left; every change is a decision in the log, too. */
export function createHandOvers(deps: ByHandDeps) {
  const { unitOfWork, leads, clock, audit, visibleTo, findWorker, memberName, drain } = deps;

  /** A lead that is won or lost needs no answer. */
  const responseOf = async ({ outcome }: OwnedLead, at: Date) =>
    outcome === 'open' ? (await deps.responseClocks())(at) : null;

  /** In the caller's transaction. @throws ProblemError `conflict` when it is somebody else's by now */
  async function handOver(tx: Transaction, lead: OwnedLead, to: Owner | null, hand: Hand): Promise<void> {
    const at = clock.now();
    const { _id: leadId, assignee: from } = lead;
    const assignee = to === null ? null : { ...to, at, response: await responseOf(lead, at) };
    if (!(await leads.handOver(leadId, from, assignee, { at, cause: hand.cause }))) throw new ProblemError('conflict');
    const named = [from, to].filter((owner) => owner !== null);
    await decisionsRepository.insert([
      {
        _id: newId('asd'),
        leadId,
        at,
        ...hand,
        chosen: to?.membershipId ?? null,
        byOwner: false,
        input: null,
        reasons: [],
        names: Object.fromEntries(named.map(({ membershipId, name }) => [membershipId, name])),
      },
    ]);
    if (from !== null) tx.record(LeadReleased, { leadId, membershipId: from.membershipId });
    if (to !== null) tx.record(LeadAssigned, { leadId, membershipId: to.membershipId });
  }

  /** @returns how many were released; 0 when none is left */
  async function releaseBatch(membershipId: MembershipId, hand: Hand, also: AfterBatch): Promise<number> {
    return unitOfWork.run(async (tx) => {
      await settingsRepository.takeRound();
      const open = await leads.openOf(membershipId, BATCH);
      for (const lead of open) await handOver(tx, lead, null, hand);
      if (open.length > 0) await also(open.length);
      return open.length;
    });
  }

  async function releaseAll(membershipId: MembershipId, hand: Hand, also: AfterBatch): Promise<number> {
    await settingsRepository.begin();
    let released = 0;
    for (;;) {
      const count = await releaseBatch(membershipId, hand, also);
      released += count;
      if (count < BATCH) return released;
    }
  }

  return {
    /**
     * Gives a lead to a member, or puts it back to those that wait.
     * @throws ProblemError `not-found` for a lead that the actor may not see; `forbidden` where they see it only because it was
     * shared with them; `validation-failed` for somebody who may not work on leads; `conflict` when it is not whose the caller
     * saw it to be
     */
    async assign(
      actor: MemberActor,
      leadId: LeadId,
      request: { membershipId: MembershipId | null; seen: MembershipId | null; note?: string | undefined },
    ): Promise<void> {
      const scope = await visibleTo(actor);
      await settingsRepository.begin();
      await unitOfWork.run(async (tx) => {
        await settingsRepository.takeRound();
        const lead = await leads.find(leadId, scope);
        if (lead === null) throw new ProblemError('not-found');
        if (!isTheirs(scope, lead.assignee?.membershipId)) throw new ProblemError('forbidden');
        if ((lead.assignee?.membershipId ?? null) !== request.seen) throw new ProblemError('conflict');
        if (request.membershipId === request.seen) return;
        const to = request.membershipId === null ? null : await worker(request.membershipId);
        const cause = to === null ? 'returned' : 'by-hand';
        await handOver(tx, lead, to, await handOf(actor.membershipId, cause, request.note));
        await audit.record({
          action: to === null ? 'lead.returned' : 'lead.assigned',
          target: { type: 'lead', id: leadId, name: nameOf(lead) },
          before: { assignee: lead.assignee?.name ?? null },
          after: { assignee: to?.name ?? null },
          ...(request.note ? { reason: request.note } : {}),
        });
      });
      if (request.membershipId === null) await drain();
    },

    /**
     * Puts all open leads of a member back to those that wait, and assigns them anew. Each batch writes its own line into the
     * audit log, so that a release that is cut short has said what it did; asked for again, it goes on with the rest.
     * @returns how many
     * @throws ProblemError `not-found`; `forbidden` for a member whose leads the actor may not see
     */
    async release(actor: MemberActor, membershipId: MembershipId, note: string | undefined): Promise<number> {
      const name = await memberName(membershipId);
      if (name === null) throw new ProblemError('not-found');
      if (!isTheirs(await visibleTo(actor), membershipId)) throw new ProblemError('forbidden');
      const hand = await handOf(actor.membershipId, 'released', note);
      const released = await releaseAll(membershipId, hand, (count) =>
        audit.record({
          action: 'leads.released',
          target: { type: 'member', id: membershipId, name },
          after: { released: count },
          ...(note ? { reason: note } : {}),
        }),
      );
      await drain();
      return released;
    },

    /**
     * Gives a lead to a member because an automation says so, or, where nobody has it, to the rules of the site; in the
     * caller's transaction where there is one. The rules begin once it has committed.
     * @param to null for the rules
     * @param by the automation's name
     * @returns whose it is then, and whether that is new; nobody's while it waits for the rules
     * @throws ProblemError `not-found` for the lead; `validation-failed` for somebody who may not work on leads; `conflict` when
     * it became somebody else's in the same moment
     */
    byRule: (
      leadId: LeadId,
      to: MembershipId | null,
      by: string,
    ): Promise<{ owner: string | null; changed: boolean }> =>
      unitOfWork.run(async (tx) => {
        await settingsRepository.takeRound();
        const lead = await leads.find(leadId);
        if (lead === null) throw new ProblemError('not-found');
        if (lead.assignee !== null && (to ?? lead.assignee.membershipId) === lead.assignee.membershipId)
          return { owner: lead.assignee.name, changed: false };
        if (to === null) {
          tx.record(LeadQueued, { leadId });
          return { owner: null, changed: true };
        }
        const owner = await worker(to);
        await handOver(tx, lead, owner, { cause: 'automation', actorId: null, actorName: by, note: null });
        return { owner: owner.name, changed: true };
      }),

    /** Before a transaction in which `byRule` is called: no collection is made in one. */
    prepare: (): Promise<unknown> => settingsRepository.begin(),

    /** The same for somebody who is no member any more. May be repeated: what was released is not theirs any more. */
    async releaseLeft(membershipId: MembershipId): Promise<void> {
      if ((await memberName(membershipId)) !== null) return;
      const hand = { cause: 'member-left', actorId: null, actorName: null, note: null } as const;
      await releaseAll(membershipId, hand, async () => undefined);
      await drain();
    },
  };

  async function worker(membershipId: MembershipId): Promise<Owner> {
    const found = await findWorker(membershipId);
    if (found !== null) return { membershipId, name: found.name };
    const issue = {
      in: 'body',
      pointer: '/membershipId',
      message: 'Please choose somebody who works on leads.',
    } as const;
    throw new ProblemError('validation-failed', { issues: [issue] });
  }
  async function handOf(actorId: MembershipId, cause: AssignmentCause, note: string | undefined): Promise<Hand> {
    return { cause, actorId, actorName: await memberName(actorId), note: note || null };
  }
}
export type HandOvers = ReturnType<typeof createHandOvers>;
