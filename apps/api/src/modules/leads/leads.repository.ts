import type { LeadId, MembershipId, PersonId, SessionId } from '@stageline/contracts';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { LeadModel } from './leads.model.ts';
import {
  OPEN_STAGES,
  type LeadAssignee,
  type LeadPerson,
  type LeadRow,
  type LeadScope,
  type LeadStage,
  type LeadWithHistory,
  type RegisteredLead,
  type StageChange,
} from './leads.types.ts';

const LIST_FIELDS = {
  version: 1,
  stage: 1,
  person: 1,
  assignee: 1,
  attendance: 1,
  createdAt: 1,
  stageChangedAt: 1,
} as const;
const REGISTERED_FIELDS = { personId: 1, sessionId: 1, linePosition: 1, person: 1 } as const;

/** History entries kept per lead: far more than a pipeline has stages. */
const MAX_HISTORY = 200;

export interface NewLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly linePosition: number;
  readonly person: LeadPerson;
  readonly createdAt: Date;
}

/** Where a page of the list ended. */
export interface LeadCursor {
  readonly createdAt: Date;
  readonly id: LeadId;
}

const inScope = (scope: LeadScope) => (scope.kind === 'all' ? {} : { 'assignee.membershipId': scope.membershipId });

/** Everything below a cursor in the order (createdAt, _id), both descending; ties are few, so the bound is an index bound. */
const below = ({ createdAt, id }: LeadCursor) => ({
  createdAt: { $lte: createdAt },
  $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }],
});

/** Reads and writes of leads; every call runs in the current tenant. */
export function createLeadsRepository() {
  return {
    async insert(leads: readonly NewLead[]): Promise<void> {
      const rows = leads.map((lead) => ({
        ...lead,
        stage: 'new',
        version: 1,
        stageChangedAt: lead.createdAt,
        history: [{ stage: 'new', at: lead.createdAt, actorId: null, actorName: null }],
        assignee: null,
        attendance: {},
      }));
      await bulkInsert(LeadModel, rows as never[]);
    },

    async findByPerson(personId: PersonId): Promise<RegisteredLead | null> {
      return LeadModel.findOne({ personId }, REGISTERED_FIELDS).lean<RegisteredLead>();
    },

    async findRegistered(leadId: LeadId): Promise<RegisteredLead | null> {
      return LeadModel.findOne({ _id: leadId }, REGISTERED_FIELDS).lean<RegisteredLead>();
    },

    async setContact(personId: PersonId, contact: Partial<Pick<LeadPerson, 'phone' | 'company'>>): Promise<void> {
      const changes = Object.entries(contact).map(([field, value]) => [`person.${field}`, value]);
      await LeadModel.updateOne({ personId }, { $set: Object.fromEntries(changes) });
    },

    /** One row more than `limit` tells whether another page follows. */
    async list(
      scope: LeadScope,
      filter: { stage?: LeadStage | undefined; after?: LeadCursor | undefined },
      limit: number,
    ): Promise<LeadRow[]> {
      const query = {
        ...inScope(scope),
        ...(filter.stage === undefined ? {} : { stage: filter.stage }),
        ...(filter.after === undefined ? {} : below(filter.after)),
      };
      return findRows(LeadModel, query, { projection: LIST_FIELDS, sort: { createdAt: -1, _id: -1 }, limit });
    },

    async find(scope: LeadScope, leadId: LeadId): Promise<LeadWithHistory | null> {
      return LeadModel.findOne(
        { ...inScope(scope), _id: leadId },
        { ...LIST_FIELDS, history: 1 },
      ).lean<LeadWithHistory>();
    },

    /** Moves the lead if it still has this version; null when it was changed meanwhile. */
    async move(leadId: LeadId, version: number, change: StageChange): Promise<LeadRow | null> {
      return LeadModel.findOneAndUpdate(
        { _id: leadId, version },
        {
          $set: { stage: change.stage, stageChangedAt: change.at },
          $inc: { version: 1 },
          $push: { history: { $each: [change], $slice: -MAX_HISTORY } },
        },
        { new: true, projection: LIST_FIELDS },
      ).lean<LeadRow>();
    },

    /** The new lead that has waited longest for somebody. */
    async oldestWaiting(): Promise<LeadId | null> {
      const lead = await LeadModel.findOne({ 'assignee.membershipId': null, stage: 'new' }, { _id: 1 })
        .sort({ createdAt: 1, _id: 1 })
        .lean<{ _id: LeadId }>();
      return lead?._id ?? null;
    },

    /** False when somebody has it already. */
    async assign(leadId: LeadId, assignee: LeadAssignee): Promise<boolean> {
      const result = await LeadModel.updateOne({ _id: leadId, assignee: null }, { $set: { assignee } });
      return result.modifiedCount === 1;
    },

    /** Raises the attended seconds; a smaller figure that arrives late changes nothing. */
    async raiseAttendance(personId: PersonId, sessionId: SessionId, seconds: number): Promise<void> {
      await LeadModel.updateOne({ personId }, { $max: { [`attendance.${sessionId}`]: seconds } });
    },

    async peopleOf(personIds: readonly PersonId[]): Promise<{ personId: PersonId; person: LeadPerson }[]> {
      return LeadModel.find(
        { personId: { $in: personIds } },
        { _id: 0, personId: 1, 'person.firstName': 1, 'person.lastName': 1 },
      ).lean<{ personId: PersonId; person: LeadPerson }[]>();
    },

    async countOpenByMember(membershipIds: readonly MembershipId[]): Promise<{ _id: MembershipId; count: number }[]> {
      return LeadModel.aggregate([
        { $match: { 'assignee.membershipId': { $in: [...membershipIds] }, stage: { $in: [...OPEN_STAGES] } } },
        { $group: { _id: '$assignee.membershipId', count: { $sum: 1 } } },
      ]);
    },

    async count(scope: LeadScope, stage?: LeadStage): Promise<number> {
      return LeadModel.countDocuments({ ...inScope(scope), ...(stage === undefined ? {} : { stage }) });
    },

    /** Registrations per calendar day of `timeZone` from `since` on; days without one are missing. */
    async countByDay(scope: LeadScope, since: Date, timeZone: string): Promise<{ _id: string; count: number }[]> {
      return LeadModel.aggregate([
        { $match: { ...inScope(scope), createdAt: { $gte: since } } },
        {
          $group: {
            _id: { $dateToString: { date: '$createdAt', format: '%Y-%m-%d', timezone: timeZone } },
            count: { $sum: 1 },
          },
        },
      ]);
    },
  };
}
export type LeadsRepository = ReturnType<typeof createLeadsRepository>;
