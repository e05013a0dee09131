import {
  LeadMoved,
  ProblemError,
  type LeadId,
  type leads,
  type MembershipId,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { MemberActor } from '../../http/route.ts';
import { cursorAfter, parseCursor } from './leads.cursor.ts';
import { seesContacts, visibleLeads } from './leads.policy.ts';
import { presentLead, presentLeadWithHistory } from './leads.presenter.ts';
import type { LeadsRepository, NewLead } from './leads.repository.ts';
import type { LeadPerson, LeadStage, MemberDirectory, RegisteredLead } from './leads.types.ts';

export interface LeadsServiceDeps {
  readonly repository: LeadsRepository;
  readonly unitOfWork: UnitOfWork;
  readonly members: MemberDirectory;
  readonly clock: Clock;
}

/** Leads of the current tenant. What an actor may not see answers `not-found`. */
export function createLeadsService({ repository, unitOfWork, members, clock }: LeadsServiceDeps) {
  return {
    /** Writes new leads in the caller's transaction. */
    create: (leads: readonly NewLead[]): Promise<void> => repository.insert(leads),

    /** The lead of a person; null for an unknown one. */
    findByPerson: (personId: PersonId): Promise<RegisteredLead | null> => repository.findByPerson(personId),

    /** The lead behind a join link; null for an unknown one. */
    findRegistered: (leadId: LeadId): Promise<RegisteredLead | null> => repository.findRegistered(leadId),

    /** Copies answers that a person gave later to their lead. */
    setContact: (personId: PersonId, contact: Partial<Pick<LeadPerson, 'phone' | 'company'>>): Promise<void> =>
      repository.setContact(personId, contact),

    /** @throws ProblemError `validation-failed` for a foreign cursor */
    async list(
      actor: MemberActor,
      query: { stage?: LeadStage | undefined; cursor?: string | undefined; limit: number },
    ) {
      const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
      const rows = await repository.list(visibleLeads(actor), { stage: query.stage, after }, query.limit + 1);
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      const withContacts = seesContacts(actor);
      const items = page.map((row) => presentLead(row, withContacts));
      return { items, nextCursor: rows.length > page.length && last ? cursorAfter(last) : null };
    },

    /** @throws ProblemError `not-found` */
    async get(actor: MemberActor, leadId: LeadId) {
      const lead = await repository.find(visibleLeads(actor), leadId);
      if (lead === null) throw new ProblemError('not-found');
      return presentLeadWithHistory(lead, seesContacts(actor));
    },

    /**
     * Moves a lead to a stage and records who did; a move to the stage that it has changes nothing.
     * @param seen the version that the actor saw
     * @throws ProblemError `not-found`; `conflict` when the lead has another version
     */
    async move(actor: MemberActor, leadId: LeadId, stage: LeadStage, seen: number): Promise<leads.LeadView> {
      const before = await repository.find(visibleLeads(actor), leadId);
      if (before === null) throw new ProblemError('not-found');
      if (before.version !== seen) throw new ProblemError('conflict');
      if (before.stage === stage) return presentLead(before, seesContacts(actor));
      const member = await members.find(actor.membershipId);
      const change = { stage, at: clock.now(), actorId: actor.membershipId, actorName: member?.name ?? null };
      const moved = await unitOfWork.run(async (tx) => {
        const row = await repository.move(leadId, seen, change);
        if (row === null) throw new ProblemError('conflict');
        const membershipId = row.assignee?.membershipId ?? null;
        tx.record(LeadMoved, { leadId, membershipId, from: before.stage, to: stage });
        return row;
      });
      return presentLead(moved, seesContacts(actor));
    },

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
