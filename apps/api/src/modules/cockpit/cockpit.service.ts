import { MOST_COCKPIT_QUESTIONS, type CockpitViewer, type PersonId, type SessionId } from '@stageline/contracts';
import type { MemberActor } from '../../http/route.ts';
import type { AskedQuestion } from '../chat/index.ts';
import { presentLead, type CockpitLead, type LeadScope } from '../leads/index.ts';

export interface CockpitServiceDeps {
  readonly sessions: {
    /** @throws ProblemError `not-found` */
    get(sessionId: SessionId): Promise<unknown>;
  };
  /** Which leads somebody sees. */
  readonly visibleTo: (actor: MemberActor) => Promise<LeadScope>;
  readonly leads: (scope: LeadScope, personIds: readonly PersonId[]) => Promise<CockpitLead[]>;
  readonly questions: (sessionId: SessionId, people: readonly PersonId[]) => Promise<AskedQuestion[]>;
}

/** The rows of a room's people, many at once: two reads for a whole screen of them, however many it has. */
export function createCockpitService({ sessions, visibleTo, leads, questions }: CockpitServiceDeps) {
  return {
    /** Who is no lead, or none that the reader sees, is left out. @throws ProblemError `not-found` */
    async viewers(
      actor: MemberActor,
      sessionId: SessionId,
      personIds: readonly PersonId[],
    ): Promise<{ items: CockpitViewer[] }> {
      await sessions.get(sessionId);
      const seen = await leads(await visibleTo(actor), [...new Set(personIds)]);
      const people = seen.map(({ personId }) => personId);
      const asked = Map.groupBy(
        people.length === 0 ? [] : await questions(sessionId, people),
        ({ identity }) => identity,
      );
      return { items: seen.map((lead) => present(lead, sessionId, asked.get(lead.personId) ?? [])) };
    },
  };
}

function present(lead: CockpitLead, sessionId: SessionId, asked: readonly AskedQuestion[]): CockpitViewer {
  const { id, person, pipelineId, stage, heat, assignee } = presentLead(lead, false);
  const others = Object.entries(lead.attendance ?? {}).filter(([held, seconds]) => held !== sessionId && seconds > 0);
  return {
    personId: lead.personId,
    leadId: id,
    name: `${person.firstName} ${person.lastName}`.trim(),
    position: lead.linePosition,
    owner: assignee?.name ?? null,
    pipelineId,
    stage,
    heat,
    pastSessions: others.length,
    questions: {
      asked: asked.length,
      last: asked.slice(0, MOST_COCKPIT_QUESTIONS).map(({ _id, text }) => ({ id: _id, text })),
    },
  };
}
