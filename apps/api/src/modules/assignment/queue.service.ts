import { LeadAssigned, LeadReleased, type AssignmentCause, type LeadId, type MembershipId } from '@stageline/contracts';
import { decideAssignment } from '@stageline/domain';
import { createKeyedMutex, newId, type Clock } from '@stageline/platform';
import type { Transaction, UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { LeadOwnership, OwnedLead, ResponseClock } from '../leads/index.ts';
import {
  gatherTeam,
  rulesOf,
  termsOf,
  type Candidate,
  type CandidatesDeps,
  type ResponseClocks,
  type Team,
} from './candidates.ts';
import { decisionsRepository, type StoredDecision } from './decisions.repository.ts';
import { settingsRepository, type StoredSettings } from './settings.repository.ts';

export interface QueueDeps extends CandidatesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly leads: LeadOwnership;
  readonly clock: Clock;
  readonly responseClocks: ResponseClocks;
}

/** What the decisions of one transaction have in common. */
interface Round {
  readonly settings: StoredSettings;
  readonly team: Team;
  readonly clockOf: (at: Date) => ResponseClock | null;
}
/** Why a lead is given, to whom it may go back, and who must not get it. */
interface How {
  readonly cause: AssignmentCause;
  readonly owner: MembershipId | null;
  readonly excluded: readonly MembershipId[];
}

/** Leads that are decided in one transaction: what is read for one decision serves them all. */
const BATCH = 20;

/** Leads that nobody has, first come, first served (F-06). */
export function createAssignmentQueue(deps: QueueDeps) {
  const { unitOfWork, leads, clock } = deps;
  const lanes = createKeyedMutex();

  /** @returns the candidates as they are after it; null where nobody may be given the lead */
  async function assignOne(
    tx: Transaction,
    lead: OwnedLead,
    { settings, team: { candidates, names }, clockOf, cause, owner, excluded }: Round & How,
  ): Promise<{ decision: StoredDecision; candidates: readonly Candidate[] } | null> {
    const id = newId('asd');
    const input = { members: candidates, rules: rulesOf(settings), owner, excluded, seed: id };
    const { chosen, byOwner, reasons, credits } = decideAssignment(input);
    if (chosen === null) return null;
    const membershipId = chosen as MembershipId;
    const at = clock.now();
    const assignee = { membershipId, name: names[chosen]!, at, response: clockOf(at) };
    const from = lead.assignee;
    // Within a round nobody else assigns; whoever moved the lead to a closed stage meanwhile makes this run again.
    if (!(await leads.handOver(lead._id, from, assignee, { at, cause }))) throw new Error('Lead was taken');
    if (from !== null) tx.record(LeadReleased, { leadId: lead._id, membershipId: from.membershipId });
    tx.record(LeadAssigned, { leadId: lead._id, membershipId });
    const nobody = { actorId: null, actorName: null, note: null };
    const facts = {
      leadId: lead._id,
      at,
      cause,
      chosen: membershipId,
      byOwner,
      input,
      reasons,
      names: from === null ? names : { [from.membershipId]: from.name, ...names },
    } as const;
    const after = candidates.map((each) => {
      const openLeads = each.openLeads + (each.id === chosen ? 1 : 0);
      return { ...each, openLeads, credit: credits[each.id] ?? each.credit };
    });
    return { decision: { _id: id, ...facts, ...nobody }, candidates: after };
  }

  /** Leads, decisions and ledger together, or none of it. @returns whether more may wait that can be assigned */
  function assignBatch(): Promise<boolean> {
    return unitOfWork.run(async (tx) => {
      const settings = await settingsRepository.takeRound();
      if (!settings.enabled) return false;
      const waiting = await leads.waiting(BATCH);
      if (waiting.length === 0) return false;
      let team = await gatherTeam(deps, settings);
      const clockOf = await deps.responseClocks();
      const decisions: StoredDecision[] = [];
      for (const lead of waiting) {
        const how = { cause: 'rules', owner: ownerToReturnTo(lead), excluded: [] } as const;
        const done = await assignOne(tx, lead, { settings, team, clockOf, ...how });
        if (done === null) break;
        decisions.push(done.decision);
        team = { ...team, candidates: done.candidates };
      }
      if (decisions.length === 0) return false;
      await decisionsRepository.insert(decisions);
      await settingsRepository.save({ ...settings, members: ledgerAfter(settings, team.candidates) });
      return decisions.length === BATCH;
    });
  }

  return {
    /**
     * Gives a lead to another because whoever has it did not answer, by the rules and with the ledger of the site; in the
     * caller's transaction, before which `prepare` was called. Nobody gets it who lost it that way before.
     * @returns who has it; null where nobody else may be given it: it stays
     */
    reassign: (leadId: LeadId): Promise<{ readonly name: string } | null> =>
      unitOfWork.run(async (tx) => {
        const settings = await settingsRepository.takeRound();
        const lead = await leads.find(leadId);
        if (!settings.enabled || lead === null || lead.assignee === null) return null;
        const silent = (lead.owners ?? []).filter(({ cause }) => cause === 'no-response');
        const excluded = [...new Set([...silent, lead.assignee].map(({ membershipId }) => membershipId))];
        const [team, clockOf] = [await gatherTeam(deps, settings), await deps.responseClocks()];
        const how = { cause: 'no-response', owner: null, excluded } as const;
        const done = await assignOne(tx, lead, { settings, team, clockOf, ...how });
        if (done === null) return null;
        await decisionsRepository.insert([done.decision]);
        await settingsRepository.save({ ...settings, members: ledgerAfter(settings, done.candidates) });
        return { name: team.names[done.decision.chosen!]! };
      }),

    /** Makes what `reassign` writes to; outside of any transaction. */
    prepare: (): Promise<unknown> => settingsRepository.begin(),

    /**
     * Assigns every lead that waits, as long as somebody may be given one: for a new lead, and whenever somebody has more
     * room, is back, or the rules are others. Safe to repeat and to run in several processes: each lead is assigned once.
     */
    drain: (): Promise<void> =>
      lanes.run(currentTenantId(), async () => {
        // Most calls find nobody waiting; they need no transaction to see it.
        if ((await leads.waiting(1)).length === 0) return;
        await settingsRepository.begin();
        while (await assignBatch());
      }),
  };
}
export type AssignmentQueue = ReturnType<typeof createAssignmentQueue>;

/** Whoever had a lead that was released goes first; a lead that was put back by hand is meant for another. */
function ownerToReturnTo({ owners }: OwnedLead): MembershipId | null {
  const last = owners?.at(-1);
  return last?.cause === 'released' ? last.membershipId : null;
}

/** Terms of everybody who is owed something or for whom something is said; of members who left, nothing. */
const ledgerAfter = (settings: StoredSettings, candidates: readonly Candidate[]) =>
  candidates.map(({ id, credit }) => ({ ...termsOf(settings, id), credit }));
