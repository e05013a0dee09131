import type { MembershipId, PipelineId, SessionId, StageId, StageKind } from '@stageline/contracts';
import { LeadModel } from './leads.model.ts';
import type { StageChange } from './leads.types.ts';

/** A lead with all that has happened to it, without who it is. */
export interface LeadHistory {
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
  readonly outcome: StageKind;
  readonly sessionId: SessionId | null;
  readonly history: readonly Pick<StageChange, 'pipelineId' | 'stage' | 'at' | 'cause'>[];
  readonly assignee: { readonly membershipId: MembershipId; readonly name: string; readonly at: Date } | null;
  /** Seconds by masterclass. */
  readonly attendance?: Readonly<Record<string, number>>;
}

const FIELDS = {
  _id: 0,
  pipelineId: 1,
  stage: 1,
  outcome: 1,
  sessionId: 1,
  'history.pipelineId': 1,
  'history.stage': 1,
  'history.at': 1,
  'history.cause': 1,
  'assignee.membershipId': 1,
  'assignee.name': 1,
  'assignee.at': 1,
  attendance: 1,
} as const;

/** Leads of the current tenant that came in the span (`from` included, `to` not), one after the other, however many there are. */
export const leadHistories = (from: Date, to: Date): AsyncIterable<LeadHistory> =>
  LeadModel.find({ createdAt: { $gte: from, $lt: to } }, FIELDS)
    .lean<LeadHistory[]>()
    .cursor({ batchSize: 1000 }) as AsyncIterable<LeadHistory>;
