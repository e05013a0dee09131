import {
  ARRIVAL_STAGE,
  DEFAULT_PIPELINE,
  type LeadId,
  type MembershipId,
  type PersonId,
  type PipelineId,
  type SessionId,
  type StageId,
  type StageKind,
} from '@stageline/contracts';
import { bulkInsert, bulkUpdate, findRows } from '@stageline/tenancy';
import { foundBy } from './found-by.ts';
import { leadMerges } from './lead-merges.repository.ts';
import { leadQuery, listIndex, ownerToken, type LeadFilter, type LeadPage } from './leads.filter.ts';
import { registeredHeat } from './leads-heat.repository.ts';
import { LeadModel } from './leads.model.ts';
import type {
  LeadPerson,
  LeadRow,
  LeadScope,
  LeadWithHistory,
  RegisteredLead,
  StageChange,
  StagePlace,
} from './leads.types.ts';

/** What a list shows of a lead. */
export const LIST_FIELDS = {
  version: 1,
  pipelineId: 1,
  stage: 1,
  outcome: 1,
  person: 1,
  assignee: 1,
  attendance: 1,
  createdAt: 1,
  stageChangedAt: 1,
  hotUntil: 1,
  'heat.why': 1,
} as const;
const REGISTERED_FIELDS = { personId: 1, sessionId: 1, linePosition: 1, via: 1, person: 1 } as const;

const ALL_REGISTERED = { projection: REGISTERED_FIELDS, sort: { _id: 1 }, limit: 0 } as const;

const ARRIVAL: StagePlace = { pipelineId: DEFAULT_PIPELINE, stage: ARRIVAL_STAGE };

/** History entries kept per lead: far more than a pipeline has stages. */
const MAX_HISTORY = 200;

export interface NewLead {
  readonly _id: LeadId;
  readonly personId: PersonId;
  readonly sessionId: SessionId | null;
  readonly via: string | null;
  readonly person: LeadPerson;
  readonly createdAt: Date;
}

/** Reads and writes of leads; every call runs in the current tenant. */
export function createLeadsRepository() {
  return {
    async insert(leads: readonly NewLead[]): Promise<void> {
      const rows = leads.map((lead) => ({
        ...lead,
        ...foundBy(lead.person),
        source: lead.via === null ? 'site' : 'invitation',
        readers: [ownerToken(null)],
        linePosition: null,
        ...ARRIVAL,
        version: 1,
        outcome: 'open',
        stageChangedAt: lead.createdAt,
        ...registeredHeat(lead.createdAt),
        history: [
          { ...ARRIVAL, at: lead.createdAt, cause: 'registration', actorId: null, actorName: null, reason: null },
        ],
        assignee: null,
        owners: [],
        attendance: {},
      }));
      await bulkInsert(LeadModel, rows as never[]);
    },

    async findByPerson(personId: PersonId): Promise<RegisteredLead | null> {
      return LeadModel.findOne({ personId }, REGISTERED_FIELDS).lean<RegisteredLead>();
    },

    /** The lead behind an id that is out in the world, or what it has become part of. */
    async findRegistered(leadId: LeadId): Promise<RegisteredLead | null> {
      const found = (id: LeadId) => LeadModel.findOne({ _id: id }, REGISTERED_FIELDS).lean<RegisteredLead>();
      return (await found(leadId)) ?? found(await leadMerges.survivorOf(leadId));
    },

    async findManyRegistered(leadIds: readonly LeadId[]): Promise<RegisteredLead[]> {
      return findRows(LeadModel, { _id: { $in: [...leadIds] } }, ALL_REGISTERED);
    },

    /** Those of them that have no place in the line. */
    async withoutPlace(leadIds: readonly LeadId[]): Promise<RegisteredLead[]> {
      return findRows(LeadModel, { _id: { $in: [...leadIds] }, linePosition: null }, ALL_REGISTERED);
    },

    async setPlaces(places: readonly { readonly leadId: LeadId; readonly position: number }[]): Promise<void> {
      const rows = places.map(({ leadId, position }) => ({ match: { _id: leadId }, set: { linePosition: position } }));
      await bulkUpdate(LeadModel, rows as never[]);
    },

    /** Who of them came by an invitation, where none is known yet and they have no place: the first one counts. */
    async setInvitation(personId: PersonId, via: string): Promise<void> {
      await LeadModel.updateOne({ personId, via: null, linePosition: null }, { $set: { via, source: 'invitation' } });
    },

    async findByPersons(personIds: readonly PersonId[]): Promise<RegisteredLead[]> {
      return LeadModel.find({ personId: { $in: personIds } }, REGISTERED_FIELDS).lean<RegisteredLead[]>();
    },

    /** Copies who a person is, and what they are found by. */
    async setPerson(personId: PersonId, person: LeadPerson): Promise<void> {
      await LeadModel.updateOne({ personId }, { $set: { person, ...foundBy(person) } });
    },

    /** One row more than `limit` tells whether another page follows. */
    async list(scope: LeadScope, filter: LeadFilter, page: LeadPage, limit: number): Promise<LeadRow[]> {
      const { order, isAscending } = page;
      const direction = isAscending === true ? 1 : -1;
      return findRows(LeadModel, leadQuery(scope, filter, page), {
        projection: LIST_FIELDS,
        sort: { [order]: direction, _id: direction },
        limit,
        hint: listIndex(scope, filter, page),
      });
    },

    /** How many leads stand in each stage of a pipeline; stages without one are missing. */
    async countByStage(scope: LeadScope, filter: LeadFilter): Promise<Map<StageId, number>> {
      const rows = await LeadModel.aggregate<{ _id: StageId; count: number }>([
        { $match: leadQuery(scope, filter) },
        { $group: { _id: '$stage', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },

    /** Whether a lead stands in one of these stages of a pipeline; without stages, anywhere in it. */
    async existsIn(pipelineId: PipelineId, stages?: readonly StageId[]): Promise<boolean> {
      const place = stages === undefined ? { pipelineId } : { pipelineId, stage: { $in: [...stages] } };
      return (await LeadModel.exists(place)) !== null;
    },

    async find(scope: LeadScope, leadId: LeadId): Promise<LeadWithHistory | null> {
      return LeadModel.findOne(
        { _id: leadId, ...leadQuery(scope) },
        { ...LIST_FIELDS, history: 1 },
      ).lean<LeadWithHistory>();
    },

    /** Moves the lead if it still has this version; null when it was changed meanwhile. */
    async move(leadId: LeadId, version: number, change: StageChange, outcome: StageKind): Promise<LeadRow | null> {
      return LeadModel.findOneAndUpdate(
        { _id: leadId, version },
        {
          $set: { pipelineId: change.pipelineId, stage: change.stage, outcome, stageChangedAt: change.at },
          $inc: { version: 1 },
          $push: { history: { $each: [change], $slice: -MAX_HISTORY } },
        },
        { new: true, projection: LIST_FIELDS },
      ).lean<LeadRow>();
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
        { $match: { 'assignee.membershipId': { $in: [...membershipIds] }, outcome: 'open' } },
        { $group: { _id: '$assignee.membershipId', count: { $sum: 1 } } },
      ]);
    },

    async count(scope: LeadScope, filter?: LeadFilter): Promise<number> {
      return LeadModel.countDocuments(leadQuery(scope, filter));
    },

    /** Registrations per calendar day of `timeZone` from `since` on; days without one are missing. */
    async countByDay(scope: LeadScope, since: Date, timeZone: string): Promise<{ _id: string; count: number }[]> {
      return LeadModel.aggregate([
        { $match: leadQuery(scope, { createdFrom: since }) },
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
