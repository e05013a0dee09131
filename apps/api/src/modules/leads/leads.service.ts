import {
  LeadMoved,
  leads,
  ProblemError,
  type LeadId,
  type MembershipId,
  type PersonId,
  type PipelineId,
  type SessionId,
  type StageId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import { presentPipeline, stageToEnter } from '../pipelines/index.ts';
import { cursorAfter, parseCursor } from './leads.cursor.ts';
import { entryFacts } from './lead-moves.ts';
import { leadMerges } from './lead-merges.repository.ts';
import type { LeadFilter } from './leads.filter.ts';
import { filterOf, orderOf } from './leads.queries.ts';
import { seesContacts, visibleLeads } from './leads.visibility.ts';
import { leadResponses } from './lead-responses.repository.ts';
import { presentLead, presentLeadWithHistory } from './leads.presenter.ts';
import type { LeadsRepository, NewLead } from './leads.repository.ts';
import type {
  LeadOrder,
  LeadPerson,
  LeadRow,
  MemberDirectory,
  PipelineDirectory,
  RegisteredLead,
  StageChange,
} from './leads.types.ts';

/** What a move asks for. */
export interface MoveRequest {
  readonly stage: StageId;
  /** The version that the actor saw. */
  readonly version: number;
  /** Where it is another pipeline than the lead stands in. */
  readonly pipelineId?: PipelineId | undefined;
  readonly reason?: string | undefined;
}

export interface LeadsServiceDeps {
  readonly repository: LeadsRepository;
  readonly pipelines: PipelineDirectory;
  readonly unitOfWork: UnitOfWork;
  readonly members: MemberDirectory;
  readonly clock: Clock;
  /** The zone in which the days of the current tenant's site begin. */
  readonly timeZone: () => Promise<string>;
}

/** A page of what a list is narrowed to. */
type ListQuery = leads.LeadFilter & { readonly cursor?: string | undefined; readonly limit: number };

/** Leads of the current tenant. What an actor may not see answers `not-found`. */
export function createLeadsService({ repository, pipelines, unitOfWork, members, clock, timeZone }: LeadsServiceDeps) {
  /** One page, and the cursor of the next. */
  function pageOf(actor: MemberActor, rows: readonly LeadRow[], limit: number, order: LeadOrder) {
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const withContacts = seesContacts(actor);
    const items = page.map((row) => presentLead(row, withContacts));
    return { items, nextCursor: rows.length > page.length && last ? cursorAfter(last, order) : null };
  }

  const readFilter = (actor: MemberActor, query: leads.LeadFilter) =>
    filterOf(query, { withContacts: seesContacts(actor), now: clock.now(), timeZone });

  /** @throws ProblemError `not-found` */
  async function get(actor: MemberActor, leadId: LeadId) {
    const lead = await repository.find(await visibleLeads(actor, members), leadId);
    if (lead === null) throw new ProblemError('not-found');
    return presentLeadWithHistory(lead, seesContacts(actor));
  }

  return {
    /** Writes new leads in the caller's transaction. */
    create: (rows: readonly NewLead[]): Promise<void> => repository.insert(rows),

    /** The lead of a person; null for an unknown one. */
    findByPerson: (personId: PersonId): Promise<RegisteredLead | null> => repository.findByPerson(personId),

    /** The lead behind a join link; null for an unknown one. */
    findRegistered: (leadId: LeadId): Promise<RegisteredLead | null> => repository.findRegistered(leadId),

    findManyRegistered: (leadIds: readonly LeadId[]): Promise<RegisteredLead[]> =>
      repository.findManyRegistered(leadIds),

    /** Those of them that have no place in the line yet. */
    withoutPlace: (leadIds: readonly LeadId[]): Promise<RegisteredLead[]> => repository.withoutPlace(leadIds),

    /** Writes the places that the caller's transaction has taken for them. */
    setPlaces: (places: readonly { readonly leadId: LeadId; readonly position: number }[]): Promise<void> =>
      repository.setPlaces(places),

    /** The invitation by which somebody came, unless one is known or they stand in the line already. */
    setInvitation: (personId: PersonId, via: string): Promise<void> => repository.setInvitation(personId, via),

    /** Who somebody is by now: themselves, or what they have become part of. */
    personOf: (personId: PersonId): Promise<PersonId> => leadMerges.personOf(personId),

    /** The leads of these people. */
    findByPersons: (personIds: readonly PersonId[]): Promise<RegisteredLead[]> => repository.findByPersons(personIds),

    /** Copies who a person is to their lead, in the caller's transaction. */
    setPerson: (personId: PersonId, person: LeadPerson): Promise<void> => repository.setPerson(personId, person),

    /** @throws ProblemError `validation-failed` for a foreign cursor */
    async list(actor: MemberActor, { cursor, limit, ...query }: ListQuery) {
      const after = cursor === undefined ? undefined : parseCursor(cursor);
      const page = orderOf(query);
      const scope = await visibleLeads(actor, members);
      const filter = await readFilter(actor, query);
      const rows = await repository.list(scope, filter, { ...page, after }, limit + 1);
      return pageOf(actor, rows, limit, page.order);
    },

    /** @throws ProblemError `not-found` for an unknown pipeline */
    async board(actor: MemberActor, pipelineId: PipelineId, query: leads.BoardQuery = {}) {
      const pipeline = await pipelines.find(pipelineId);
      if (pipeline === null) throw new ProblemError('not-found');
      const scope = await visibleLeads(actor, members);
      const filter: LeadFilter = { ...(await readFilter(actor, query)), pipelineId };
      const counts = await repository.countByStage(scope, filter);
      const former = pipeline.formerStages.filter(({ id }) => counts.has(id));
      const limit = leads.BOARD_PAGE;
      const order = (query.sort ?? query.heat) === undefined ? 'stageChangedAt' : 'hotUntil';
      const columns = [...pipeline.stages, ...former].map(async ({ id: stage }) => {
        const count = counts.get(stage) ?? 0;
        const rows = count === 0 ? [] : await repository.list(scope, { ...filter, stage }, { order }, limit + 1);
        return { stage, count, ...pageOf(actor, rows, limit, order) };
      });
      return { pipeline: presentPipeline(pipeline), columns: await Promise.all(columns) };
    },

    get,

    /** The same for an id that is out in the world: a lead, or what it has become part of. @throws ProblemError `not-found` */
    async follow(actor: MemberActor, leadId: LeadId) {
      try {
        return await get(actor, leadId);
      } catch (error) {
        // Nearly everybody asks for a lead that is there: only who finds none is asked what has become of it (P7).
        const survivor = await leadMerges.survivorOf(leadId);
        if (survivor === leadId) throw error;
        return get(actor, survivor);
      }
    },

    /**
     * Moves a lead to a stage and records who did; a move to the stage that it has changes nothing.
     * @throws ProblemError `not-found`, also for the pipeline; `conflict` when the lead has another version;
     * `validation-failed` for an unknown stage; `stage-closed` where the pipeline's rules do not allow the move
     */
    async move(actor: MemberActor, leadId: LeadId, { stage: to, version, ...request }: MoveRequest) {
      const before = await repository.find(await visibleLeads(actor, members), leadId);
      if (before === null) throw new ProblemError('not-found');
      if (before.version !== version) throw new ProblemError('conflict');
      const pipelineId = request.pipelineId ?? before.pipelineId;
      const isSamePipeline = pipelineId === before.pipelineId;
      if (isSamePipeline && before.stage === to) return presentLead(before, seesContacts(actor));
      const pipeline = await pipelines.find(pipelineId);
      if (pipeline === null) throw new ProblemError('not-found');
      const reason = request.reason || null;
      const stage = stageToEnter(pipeline, isSamePipeline ? before.stage : null, to, entryFacts(before, reason));
      const member = await members.find(actor.membershipId);
      const change: StageChange = {
        pipelineId,
        stage: to,
        at: clock.now(),
        cause: 'member',
        actorId: actor.membershipId,
        actorName: member?.name ?? null,
        reason,
      };
      const moved = await unitOfWork.run(async (tx) => {
        const row = await repository.move(leadId, version, change, stage.kind);
        if (row === null) throw new ProblemError('conflict');
        const membershipId = row.assignee?.membershipId ?? null;
        await leadResponses.touch(leadId, { at: change.at, kind: 'stage', by: change.actorName });
        tx.record(LeadMoved, { leadId, membershipId, from: before.stage, to, pipelineId });
        return row;
      });
      return presentLead(moved, seesContacts(actor));
    },

    /** Whether leads stand in one of these stages of a pipeline; without stages, anywhere in it. */
    existsIn: (pipelineId: PipelineId, stages?: readonly StageId[]): Promise<boolean> =>
      repository.existsIn(pipelineId, stages),

    /** Sets how long a person attended a session in all, in seconds; a smaller figure than before changes nothing. */
    recordAttendance: (personId: PersonId, sessionId: SessionId, seconds: number): Promise<void> =>
      repository.raiseAttendance(personId, sessionId, seconds),

    /** Full names by person, for signed-in hosts. */
    async namesOf(personIds: readonly PersonId[]): Promise<Map<PersonId, string>> {
      if (personIds.length === 0) return new Map();
      const rows = await repository.peopleOf(personIds);
      return new Map(rows.map(({ personId, person }) => [personId, `${person.firstName} ${person.lastName}`.trim()]));
    },

    /** Leads in an open stage by assignee; members without one are missing. */
    async countOpenByMember(membershipIds: readonly MembershipId[]): Promise<Map<MembershipId, number>> {
      const rows = await repository.countOpenByMember(membershipIds);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },
  };
}
export type LeadsService = ReturnType<typeof createLeadsService>;
