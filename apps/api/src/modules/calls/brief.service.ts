import { ProblemError, type CallBrief, type LeadId, type RecordingId, type SessionId } from '@stageline/contracts';
import { unionMs } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { questionsOfPerson } from '../chat/index.ts';
import { invoicesOfLead } from '../invoices/index.ts';
import { recordingStarts } from '../recordings/index.ts';
import { sessionSpans, visitsOfPerson, type SessionSpan } from '../sessions/index.ts';
import { saidBetween } from '../transcripts/index.ts';
import type { CallRow } from './calls.types.ts';

export interface BriefDeps {
  readonly heat: { ofLead(leadId: LeadId): Promise<NonNullable<CallBrief['heat']>> };
  readonly clock: Clock;
}

/** Of each kind the latest, as much as is read before a call. */
const SHOWN = 5;
/** Comings and goings that are looked at: people reconnect. */
const VISITS = 200;
const RECORDINGS = 20;
const QUOTES = 3;
/** What is said around an answer: from a little before it was ticked off, since that comes at its end. */
const BEFORE_ANSWER_MS = 75_000;
const AFTER_ANSWER_MS = 5000;
const MINUTE_MS = 60_000;

type Question = Awaited<ReturnType<typeof questionsOfPerson>>[number];

/** What a host should know of whoever they will talk to (E-11); read where it is kept, and nothing of it is written. */
export function createBriefs({ heat, clock }: BriefDeps) {
  /** Masterclasses that they were in, the latest first. */
  async function attendedBy({ personId }: CallRow) {
    const visits = await visitsOfPerson(personId, null, VISITS);
    const bySession = [...Map.groupBy(visits, ({ sessionId }) => sessionId)].slice(0, SHOWN);
    const now = clock.now();
    return bySession.map(([sessionId, own]) => ({
      sessionId,
      at: own.at(-1)!.joinedAt,
      ms: unionMs(own.map(({ joinedAt, leftAt }) => ({ from: joinedAt, to: leftAt ?? now }))),
    }));
  }

  /** What was said when a question was answered, by the transcripts that there are. */
  async function saidAt({ sessionId, answered, answeredAt }: Question, starts: ReadonlyMap<RecordingId, Date>) {
    if (answered !== 'live' || answeredAt === undefined) return [];
    // The recording that was running then; one after the other, they do not overlap.
    const running = [...starts]
      .filter(([, startedAt]) => startedAt <= answeredAt)
      .toSorted((a, b) => b[1].getTime() - a[1].getTime())[0];
    if (running === undefined) return [];
    const [recordingId, startedAt] = running;
    const at = answeredAt.getTime() - startedAt.getTime();
    return saidBetween(
      { sessionId, recordingId },
      { fromMs: at - BEFORE_ANSWER_MS, toMs: at + AFTER_ANSWER_MS },
      QUOTES,
    );
  }

  async function questionsOf(
    call: CallRow,
    sessions: readonly SessionId[],
    spans: ReadonlyMap<SessionId, SessionSpan>,
  ) {
    const questions = await questionsOfPerson(call.personId, sessions, SHOWN);
    const starts = new Map<SessionId, ReadonlyMap<RecordingId, Date>>();
    for (const id of new Set(questions.map(({ sessionId }) => sessionId)))
      starts.set(id, await recordingStarts(id, RECORDINGS));
    return Promise.all(
      questions.map(async (question) => ({
        id: question._id,
        session: sessionOf(question.sessionId, spans),
        text: question.text,
        at: question.askedAt.toISOString(),
        isAnswered: question.answered !== null,
        said: [...(await saidAt(question, starts.get(question.sessionId)!))],
      })),
    );
  }

  return async function briefOf(call: CallRow): Promise<CallBrief> {
    const [attended, invoices] = await Promise.all([attendedBy(call), invoicesOfLead(call.leadId, SHOWN)]);
    const sessionIds = attended.map(({ sessionId }) => sessionId);
    const spans = await sessionSpans(sessionIds);
    return {
      // A lead that is gone has shown nothing any more.
      heat: await heat.ofLead(call.leadId).catch(orNull),
      attended: attended.map(({ sessionId, at, ms }) => {
        const lengthMs = spans.get(sessionId)?.lengthMs ?? 0;
        return {
          session: sessionOf(sessionId, spans),
          at: at.toISOString(),
          minutes: Math.round(ms / MINUTE_MS),
          percent: lengthMs > 0 ? Math.min(100, Math.round((100 * ms) / lengthMs)) : null,
        };
      }),
      questions: await questionsOf(call, sessionIds, spans),
      invoices: invoices.map(({ _id: id, number, state, currency, totals, figures, dueAt }) => ({
        ...{ id, number, state, currency },
        total: totals.gross,
        due: figures.due,
        dueAt: dueAt?.toISOString() ?? null,
      })),
    };
  };
}
export type BriefOf = ReturnType<typeof createBriefs>;

function orNull(error: unknown): null {
  if (error instanceof ProblemError && error.code === 'not-found') return null;
  throw error;
}
const sessionOf = (id: SessionId, spans: ReadonlyMap<SessionId, SessionSpan>) => ({
  id,
  title: spans.get(id)?.title ?? null,
});
