import type { MembershipId, PipelineId, SessionId, StageId, StageKind } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
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
  createdAt: 1,
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

/** Leads of one read: large enough that the round trip vanishes, small enough that memory does not feel it. */
const PAGE = 2000;
type Row = LeadHistory & { readonly _id: string; readonly createdAt: Date };

/**
 * Leads of the current tenant that came in the span (`from` included, `to` not), newest first, page by page, however many there
 * are. Read through the driver: mongoose's cursor costs as much again as everything that is done with a lead.
 */
export async function* leadHistories(from: Date, to: Date): AsyncGenerator<readonly LeadHistory[]> {
  let filter: Record<string, unknown> = { createdAt: { $gte: from, $lt: to } };
  for (;;) {
    const rows: Row[] = await findRows(LeadModel, filter, {
      projection: FIELDS,
      sort: { createdAt: -1, _id: -1 },
      limit: PAGE,
    });
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    const { createdAt, _id } = last;
    filter = {
      createdAt: { $gte: from, $lte: createdAt },
      $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: _id } }],
    };
  }
}
