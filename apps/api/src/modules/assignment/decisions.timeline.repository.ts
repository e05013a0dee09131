import type { LeadId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { AssignmentDecisionModel } from './decision.model.ts';
import type { StoredDecision } from './decisions.repository.ts';

/** A decision as a timeline tells of it. */
export type TimelineDecision = Pick<StoredDecision, '_id' | 'at' | 'cause' | 'chosen' | 'actorName' | 'note' | 'names'>;

/** Decisions about one lead of the current tenant, newest first. */
export const decisionsOfLead = (leadId: LeadId, below: PageBound | null, limit: number): Promise<TimelineDecision[]> =>
  findRows(
    AssignmentDecisionModel,
    { leadId, ...rowsBelow('at', below) },
    {
      projection: { at: 1, cause: 1, chosen: 1, actorName: 1, note: 1, names: 1 },
      sort: { at: -1, _id: -1 },
      limit,
    },
  );
