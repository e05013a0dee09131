import {
  LeadQueued,
  LeadsMerged,
  LeadsParted,
  MERGE_UNDO_DAYS,
  ProblemError,
  type LeadId,
  type LeadMergeId,
  type MergeChoices,
  type MergeSide,
  type MergeView,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import {
  leadMerges,
  likeness,
  mergingLeads,
  presentLead,
  seesContacts,
  visibleLeads,
  type LeadMergeRow,
  type LeadScope,
  type MemberDirectory,
  type MergeActor,
  type WholeLead,
} from '../leads/index.ts';
import type { LineMerging } from '../line/index.ts';
import type { PipelineDirectory } from './merges.types.ts';
import { externalIdsOf, mergingPeople, shownPhone } from '../registrations/index.ts';
import { duplicates } from './duplicates.repository.ts';
import { moveRecords } from './child-records.ts';
import { fieldsOf, suggestedChoices } from './merge-fields.ts';
import { idsOf, MAX_MOVED, mergeInto, type Whole } from './merging.ts';
import { partFrom } from './parting.ts';

export interface MergesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly members: Pick<MemberDirectory, 'find' | 'ledBy'>;
  readonly pipelines: PipelineDirectory;
  readonly line: LineMerging;
}

export interface MergeRequest {
  readonly otherId: LeadId;
  readonly version: number;
  readonly otherVersion: number;
  readonly choices: MergeChoices;
}

const DAY_MS = 86_400_000;
/** Longer than a transaction lives: what was being written when the merge was committed is there by then. */
const GATHER_MS = 75_000;

const nameOf = ({ person }: Pick<WholeLead, 'person'>): string => `${person.firstName} ${person.lastName}`.trim();

/** Leads that are the same person become one, and are taken apart again (F-04). */
export function createMerges({ unitOfWork, clock, audit, members, pipelines, line }: MergesDeps) {
  const stillThere = {
    member: async (id: Parameters<typeof members.find>[0]) => (await members.find(id)) !== null,
    pipeline: async (id: Parameters<PipelineDirectory['find']>[0]) => (await pipelines.find(id)) !== null,
  };

  const actorOf = async ({ membershipId }: MemberActor): Promise<MergeActor> => ({
    at: clock.now(),
    membershipId,
    name: (await members.find(membershipId))?.name ?? null,
  });

  /** @throws ProblemError `not-found` where the actor does not see all of them */
  async function whole(scope: LeadScope, ...leadIds: readonly LeadId[]): Promise<Whole[]> {
    const leads = await mergingLeads.find(scope, leadIds);
    const found: Whole[] = [];
    for (const id of leadIds) {
      const lead = leads.find(({ _id }) => _id === id);
      const person = lead === undefined ? null : await mergingPeople.find(lead.personId);
      if (lead === undefined || person === null) throw new ProblemError('not-found');
      found.push({ lead, person });
    }
    return found;
  }

  function present(actor: MemberActor, row: LeadMergeRow, isInner = false): MergeView {
    const { _id: id, into, from, fromName, merged, undoUntil, undone } = row;
    const by = ({ at, name }: MergeActor) => ({ at: at.toISOString(), by: name });
    const blocked = () => {
      if (undone !== null) return 'undone';
      if (!actor.permissions.has('leads.merge')) return 'forbidden';
      if (undoUntil < clock.now()) return 'over';
      return isInner ? 'later-merge' : null;
    };
    return {
      id,
      into: into.leadId,
      from: { leadId: from.leadId, name: fromName },
      ...by(merged),
      undoUntil: undoUntil.toISOString(),
      undone: undone === null ? null : by(undone),
      blocked: blocked(),
    };
  }

  async function presentSide(actor: MemberActor, { lead, person }: Whole): Promise<MergeSide> {
    const withContacts = seesContacts(actor);
    return {
      lead: presentLead(lead, withContacts),
      personId: person._id,
      emails: withContacts
        ? person.emails.map(({ address, verifiedAt }) => ({ address, isProved: verifiedAt !== null }))
        : null,
      phones: withContacts ? person.phones.flatMap((phone) => shownPhone(phone) ?? []) : null,
      source: lead.source,
      externalIds: externalIdsOf(person),
      linePosition: lead.linePosition,
      merged: (await leadMerges.into(lead._id)).length,
    };
  }

  return {
    /** @throws ProblemError `not-found`, also where the two are one */
    async compare(actor: MemberActor, leadId: LeadId, otherId: LeadId) {
      if (leadId === otherId) throw new ProblemError('not-found');
      const [mine, theirs] = (await whole(await visibleLeads(actor, members), leadId, otherId)) as [Whole, Whole];
      return {
        this: await presentSide(actor, mine),
        other: await presentSide(actor, theirs),
        reasons: likeness(mine.lead.person, theirs.lead.person),
        choices: suggestedChoices(fieldsOf(mine.lead, mine.person), fieldsOf(theirs.lead, theirs.person)),
      };
    },

    /**
     * Makes another lead part of this one. What was done already is answered again, so a second click changes nothing.
     * @throws ProblemError `not-found`; `conflict` where one of them has changed since the caller looked; `merge-too-large`
     */
    async merge(actor: MemberActor, leadId: LeadId, request: MergeRequest): Promise<MergeView> {
      const { otherId, version, otherVersion, choices } = request;
      if (leadId === otherId) throw new ProblemError('not-found');
      const scope = await visibleLeads(actor, members);
      const by = await actorOf(actor);
      return unitOfWork.run(async (tx) => {
        const done = await leadMerges.ofFrom(otherId);
        if (done !== null && done.into.leadId === leadId) {
          await whole(scope, leadId);
          return present(actor, done);
        }
        const [into, from] = (await whole(scope, leadId, otherId)) as [Whole, Whole];
        if (into.lead.version !== version || from.lead.version !== otherVersion) throw new ProblemError('conflict');
        const undoUntil = new Date(by.at.getTime() + MERGE_UNDO_DAYS * DAY_MS);
        const { changes, moved } = await mergeInto(tx, line, { into, from, choices, by });
        const row: LeadMergeRow = {
          _id: newId('mrg'),
          from: idsOf(from),
          into: idsOf(into),
          fromName: nameOf(from.lead),
          merged: by,
          undoUntil,
          active: true,
          undone: null,
        };
        const gatherAt = new Date(by.at.getTime() + GATHER_MS);
        const kept = { lead: { ...from.lead }, person: { ...from.person } };
        await leadMerges.insert({ ...row, ...kept, changes, moved, gatherAt });
        await duplicates.join(row._id, otherId, leadId, by.at);
        tx.record(LeadsMerged, { mergeId: row._id, from: otherId, into: leadId });
        const owner = changes.find(({ field }) => field === 'owner');
        if (owner?.after === null) tx.record(LeadQueued, { leadId });
        await audit.record({
          action: 'lead.merged',
          target: { type: 'lead', id: leadId, name: nameOf(into.lead) },
          after: { mergeId: row._id, from: otherId, name: row.fromName, choices },
        });
        return present(actor, row);
      });
    },

    /** @throws ProblemError `not-found` */
    async list(actor: MemberActor, leadId: LeadId): Promise<{ items: MergeView[] }> {
      await whole(await visibleLeads(actor, members), leadId);
      return { items: (await leadMerges.into(leadId)).map((row) => present(actor, row)) };
    },

    /**
     * Takes a merge apart; one that was taken apart already is answered as it is.
     * @throws ProblemError `not-found`, also where the actor does not see the lead that stayed; `merge-undo-over`;
     * `merge-undo-order` where that became part of another since; `merge-undo-address`
     */
    async undo(actor: MemberActor, mergeId: LeadMergeId): Promise<MergeView> {
      const scope = await visibleLeads(actor, members);
      const by = await actorOf(actor);
      return unitOfWork.run(async (tx) => {
        const merge = await leadMerges.find(mergeId);
        if (merge === null) throw new ProblemError('not-found');
        const { into: survivor, from } = merge;
        const [into] = (await whole(scope, await leadMerges.survivorOf(survivor.leadId))) as [Whole];
        if (!merge.active) return present(actor, merge);
        if (into.lead._id !== survivor.leadId) throw new ProblemError('merge-undo-order');
        if (merge.undoUntil < by.at) throw new ProblemError('merge-undo-over');
        const back = await partFrom(tx, line, stillThere, { merge, into, by });
        await duplicates.part(mergeId, from.leadId, survivor.leadId);
        tx.record(LeadsParted, { mergeId, from: from.leadId, into: survivor.leadId });
        if (back.assignee === null) tx.record(LeadQueued, { leadId: back._id });
        await audit.record({
          action: 'lead.merge-undone',
          target: { type: 'lead', id: survivor.leadId, name: nameOf(into.lead) },
          after: { mergeId, from: from.leadId, name: merge.fromName },
        });
        return present(actor, { ...merge, active: false, undone: by });
      });
    },

    /**
     * Moves what was being written to the one that is gone while it was merged; safe to repeat.
     * @param isLast nothing more can come: nobody has to look again
     */
    async gather(mergeId: LeadMergeId, isLast: boolean): Promise<void> {
      await unitOfWork.run(async () => {
        const merge = await leadMerges.find(mergeId);
        if (merge === null || !merge.active) return;
        const moved = (await moveRecords(merge.from, merge.into, MAX_MOVED)) ?? {};
        await leadMerges.addMoved(mergeId, moved, isLast);
      });
    },
  };
}
export type Merges = ReturnType<typeof createMerges>;
