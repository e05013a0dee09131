import {
  ProblemError,
  SequenceChanged,
  type SequenceBody,
  type SequenceProgress,
  type SequenceView,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import { plannedMailsRepository, type StepCount } from './planned-mails.repository.ts';
import { sequencesRepository } from './sequences.repository.ts';
import type { Sequence, SequenceSession, SessionReader } from './sequences.types.ts';

export interface SequencesServiceDeps {
  readonly sessions: Pick<SessionReader, 'recent'>;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** Masterclasses of which the progress is told. */
const MOST_SESSIONS = 6;

const viewOf = ({ version, steps, minimumGapMinutes, savedAt }: Sequence): SequenceView => {
  return { version, steps, minimumGapMinutes, changedAt: savedAt?.toISOString() ?? null };
};

/** Which mails go out around the masterclasses of the current tenant, and what became of them. */
export function createSequencesService({ sessions, unitOfWork, audit, clock }: SequencesServiceDeps) {
  return {
    get: async (): Promise<SequenceView> => viewOf(await sequencesRepository.current()),

    /**
     * What is planned is planned anew soon after.
     * @param seen the version that the caller saw
     * @throws ProblemError `conflict`
     */
    async save(seen: number, body: SequenceBody): Promise<SequenceView> {
      const { version } = await sequencesRepository.current();
      if (version !== seen) throw new ProblemError('conflict');
      const savedAt = clock.now();
      const sequence: Sequence = { ...body, version: seen + 1, savedAt };
      try {
        await unitOfWork.run(async (tx) => {
          if (!(await sequencesRepository.insert(sequence.version, body, savedAt))) throw new ProblemError('conflict');
          await audit.record({
            action: 'sequence.changed',
            target: { type: 'sequence', id: String(sequence.version) },
          });
          tx.record(SequenceChanged, { version: sequence.version });
        });
      } catch (error) {
        // In a transaction the server refuses the second of two at once as a whole.
        throw isDuplicateKey(error) ? new ProblemError('conflict') : error;
      }
      return viewOf(sequence);
    },

    /** The masterclasses to come and those of late, with what was sent and what goes out next. */
    async progress(): Promise<{ items: SequenceProgress[] }> {
      const shown = (await sessions.recent()).slice(0, MOST_SESSIONS);
      const counts = await plannedMailsRepository.counts(shown.map(({ id }) => id));
      const bySession = Map.groupBy(counts, ({ sessionId }) => sessionId);
      return { items: shown.map((session) => progressOf(session, bySession.get(session.id) ?? [])) };
    },
  };
}
export type SequencesService = ReturnType<typeof createSequencesService>;

const sum = (rows: readonly StepCount[]): number => rows.reduce((total, { count }) => total + count, 0);

function progressOf({ id, title, startsAt, endsAt, timeZone }: SequenceSession, counts: readonly StepCount[]) {
  const steps = [...Map.groupBy(counts, ({ stepId }) => stepId)].map(([stepId, rows]) => {
    const of = (state: StepCount['state']) => rows.filter((row) => row.state === state);
    const next = of('planned').map((row) => row.next.toISOString());
    return {
      stepId,
      planned: sum(of('planned')),
      sent: sum(of('sent')),
      skipped: sum(of('skipped')),
      nextAt: next[0] ?? null,
    };
  });
  const reasons = Map.groupBy(
    counts.filter(({ reason }) => reason !== null),
    ({ reason }) => reason!,
  );
  return {
    sessionId: id,
    title,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    timeZone,
    steps,
    skipped: [...reasons].map(([reason, rows]) => ({ reason, count: sum(rows) })),
  };
}
