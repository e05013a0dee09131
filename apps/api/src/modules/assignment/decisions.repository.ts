import type { AssignmentCause, AssignmentDecisionId, LeadId, MembershipId } from '@stageline/contracts';
import type { AssignmentInput, AssignmentReason } from '@stageline/domain';
import { bulkInsert } from '@stageline/tenancy';
import { AssignmentDecisionModel } from './decision.model.ts';

export interface StoredDecision {
  readonly _id: AssignmentDecisionId;
  readonly leadId: LeadId;
  readonly at: Date;
  readonly cause: AssignmentCause;
  /** Null for the queue. */
  readonly chosen: MembershipId | null;
  readonly byOwner: boolean;
  readonly actorId: MembershipId | null;
  readonly actorName: string | null;
  readonly note: string | null;
  /** Null for a decision by hand. */
  readonly input: AssignmentInput | null;
  readonly reasons: readonly AssignmentReason[];
  readonly names: Readonly<Record<string, string>>;
}

/** Decisions that are shown of one lead. */
const MAX_SHOWN = 50;

/** The log of decisions of the current tenant. */
export const decisionsRepository = {
  async insert(decisions: readonly StoredDecision[]): Promise<void> {
    await bulkInsert(AssignmentDecisionModel, decisions as never[]);
  },
  /** Newest first. */
  async ofLead(leadId: LeadId): Promise<StoredDecision[]> {
    return AssignmentDecisionModel.find({ leadId }).sort({ at: -1, _id: -1 }).limit(MAX_SHOWN).lean<StoredDecision[]>();
  },
  async find(id: AssignmentDecisionId): Promise<StoredDecision | null> {
    return AssignmentDecisionModel.findOne({ _id: id }).lean<StoredDecision>();
  },
};
