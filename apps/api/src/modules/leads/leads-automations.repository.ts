import type { LeadId, PersonId, PipelineId, SessionId, StageId, StageKind } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { LeadModel } from './leads.model.ts';
import type { LeadAssignee, LeadPerson, StageChange } from './leads.types.ts';

/** A lead as automations look at it. */
export interface AutomatedLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly linePosition: number | null;
  readonly via: string | null;
  readonly person: LeadPerson;
  readonly pipelineId: PipelineId;
  readonly stage: StageId;
  readonly outcome: StageKind;
  readonly assignee: LeadAssignee | null;
  /** Seconds by masterclass. */
  readonly attendance: Readonly<Record<string, number>>;
  readonly history: readonly Pick<StageChange, 'pipelineId' | 'stage' | 'at' | 'cause'>[];
  readonly createdAt: Date;
}

const FIELDS = {
  personId: 1,
  sessionId: 1,
  linePosition: 1,
  via: 1,
  person: 1,
  pipelineId: 1,
  stage: 1,
  outcome: 1,
  assignee: 1,
  attendance: 1,
  'history.pipelineId': 1,
  'history.stage': 1,
  'history.at': 1,
  'history.cause': 1,
  createdAt: 1,
} as const;
const PAGE = 500;

/** Leads of the current tenant, as automations need them; reads only. */
export const leadAutomations = {
  async find(leadId: LeadId): Promise<AutomatedLead | null> {
    const [lead] = await findRows<AutomatedLead>(
      LeadModel,
      { _id: leadId },
      { projection: FIELDS, sort: { _id: 1 }, limit: 1 },
    );
    return lead ?? null;
  },

  async those(leadIds: readonly LeadId[]): Promise<AutomatedLead[]> {
    const found = { _id: { $in: [...leadIds] } };
    return findRows(LeadModel, found, { projection: FIELDS, sort: { _id: 1 }, limit: leadIds.length });
  },

  async ofPersons(personIds: readonly PersonId[]): Promise<AutomatedLead[]> {
    const found = { personId: { $in: [...personIds] } };
    return findRows(LeadModel, found, { projection: FIELDS, sort: { _id: 1 }, limit: personIds.length });
  },

  /** Everybody who registered for a masterclass or was there, some hundred at a time. */
  async *ofSession(sessionId: SessionId): AsyncGenerator<readonly AutomatedLead[]> {
    const concerned = [{ sessionId }, { [`attendance.${sessionId}`]: { $exists: true } }];
    for (let after = ''; ;) {
      const filter = { _id: { $gt: after }, $or: concerned };
      const rows = await findRows<AutomatedLead>(LeadModel, filter, {
        projection: FIELDS,
        sort: { _id: 1 },
        limit: PAGE,
      });
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)!._id;
    }
  },

  /** Those to whom something happened since, as far as a lead says it; the latest first. */
  async touchedSince(since: Date, limit: number): Promise<AutomatedLead[]> {
    const filter = { $or: [{ createdAt: { $gte: since } }, { stageChangedAt: { $gte: since } }] };
    return findRows(LeadModel, filter, { projection: FIELDS, sort: { createdAt: -1, _id: -1 }, limit });
  },
};
export type LeadAutomations = typeof leadAutomations;
