import { ProblemError, type RegistrationId, type registrations, type SessionId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { MemberActor } from '../../http/route.ts';
import type { LeadsService } from '../leads/index.ts';
import type { QuestionRow, RegistrationRepository } from './registration.repository.ts';

/** As many as anybody can answer, and more. */
const MOST_LISTED = 500;

export interface QuestionsAheadDeps {
  readonly sent: Pick<RegistrationRepository, 'questionsIn' | 'answer'>;
  readonly leads: Pick<LeadsService, 'findByPersons'>;
  /** @throws ProblemError `not-found` for a masterclass that is none of the current tenant's */
  readonly assertSession: (sessionId: SessionId) => Promise<unknown>;
  readonly clock: Clock;
}

/** What people want answered, for whoever hosts: said at registration, ticked off while it is live or after. */
export function createQuestionsAhead({ sent, leads, assertSession, clock }: QuestionsAheadDeps) {
  async function present(rows: readonly QuestionRow[]): Promise<registrations.QuestionAhead[]> {
    const found = rows.length === 0 ? [] : await leads.findByPersons(rows.map(({ personId }) => personId));
    const byPerson = new Map(found.map((lead) => [lead.personId, lead]));
    return rows.flatMap(({ _id: id, personId, question: text, at, answered }) => {
      const lead = byPerson.get(personId);
      if (lead === undefined) return [];
      const name = `${lead.person.firstName} ${lead.person.lastName}`;
      const answeredAt = answered?.at.toISOString() ?? null;
      return [{ id, leadId: lead._id, name, text, at: at.toISOString(), answeredAt }];
    });
  }

  return {
    /** @throws ProblemError `not-found` */
    async list(sessionId: SessionId): Promise<{ items: registrations.QuestionAhead[]; hasMore: boolean }> {
      await assertSession(sessionId);
      const rows = await sent.questionsIn(sessionId, MOST_LISTED + 1);
      return { items: await present(rows.slice(0, MOST_LISTED)), hasMore: rows.length > MOST_LISTED };
    },

    /** The first tick counts: when it was answered stays as it was. @throws ProblemError `not-found` */
    async answer(
      { membershipId: by }: MemberActor,
      sessionId: SessionId,
      id: RegistrationId,
      isAnswered: boolean,
    ): Promise<registrations.QuestionAhead> {
      const row = await sent.answer(sessionId, id, isAnswered ? { at: clock.now(), by } : null);
      const [question] = row === null ? [] : await present([row]);
      if (question === undefined) throw new ProblemError('not-found');
      return question;
    },
  };
}
export type QuestionsAhead = ReturnType<typeof createQuestionsAhead>;
