import {
  FOLLOW_UP_ATTEMPTS,
  ProblemError,
  WriteFollowUp,
  type FollowUpRunId,
  type WebinarId,
} from '@stageline/contracts';
import { AiError } from '@stageline/integrations/ai';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import { BudgetSpent, type AiService } from '../ai/index.ts';
import type { Credits } from '../credits/index.ts';
import { byModel, byTemplate, contentOf, factsOf } from './content.ts';
import type { FollowUpsRepository } from './follow-ups.repository.ts';
import type { FollowUpFault, FollowUpRow, RunRow, WebinarReader } from './follow-ups.types.ts';
import type { PlacesRepository } from './places.repository.ts';
import type { RunsRepository } from './runs.repository.ts';

export interface WriterDeps {
  readonly mails: FollowUpsRepository;
  readonly runs: RunsRepository;
  readonly places: PlacesRepository;
  readonly webinars: Pick<WebinarReader, 'webinarFacts' | 'attendeeContext'>;
  readonly ai: Pick<AiService, 'settings' | 'writer' | 'write'>;
  readonly credits: Pick<Credits, 'reserve' | 'commit' | 'release'>;
  readonly siteFacts: () => Promise<{ readonly promoterName: string }>;
  readonly queue: Pick<Queue, 'enqueue'>;
  readonly unitOfWork: UnitOfWork;
  /** Whoever looks at the webinar fetches again. */
  readonly tell: (webinarId: WebinarId) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A place whose holder was not heard of for this long is free: longer than the longest pause between two beats. */
const HELD_MS = 30_000;
const BEAT_MS = 2000;
/** A run whose jobs are lost is ordered again after this long. */
const LOST_MS = 2 * 60_000;

const FAULTS: Readonly<Record<string, FollowUpFault>> = {
  busy: 'ai-busy',
  timeout: 'ai-slow',
  'malformed-answer': 'answer-invalid',
  'cut-off': 'answer-invalid',
  refused: 'rejected',
};

/**
 * Writes mails, one in each of a site's five places, over all processes (ADR 0061). Whoever is done with one takes the next, so a slow
 * answer holds up no other; and the next is a job of its own at the end of the queue, so sites take turns.
 */
export function createWriter(deps: WriterDeps) {
  const { mails, runs, places, ai, credits, unitOfWork, clock, logger } = deps;
  const later = (ms: number): Date => new Date(clock.now().getTime() + ms);

  const order = (place: number, turn: number | string): Promise<void> => {
    const key = `${place}.${turn}`;
    return deps.queue.enqueue(WriteFollowUp, currentTenantId(), { place, key }, { jobId: key });
  };

  /** Sets all places going; one that is under way stays as it is. */
  async function orderAll(suffix = ''): Promise<void> {
    for (const { place, turn } of await places.all()) await order(place, `${turn}${suffix}`);
  }

  /** Ends a run before its end, or at it. */
  async function end(id: FollowUpRunId, state: RunRow['state'], stop: RunRow['stop']): Promise<boolean> {
    const endedAt = clock.now();
    const isEnded = await unitOfWork.run(async () => {
      if (!(await runs.end(id, { state, stop, endedAt }))) return false;
      await mails.giveUp(id, stop, endedAt);
      return true;
    });
    return isEnded;
  }

  async function settleRun(id: FollowUpRunId, webinarId: WebinarId): Promise<void> {
    if (await mails.isOver(id)) await end(id, 'done', null);
    else await runs.change(id, { lookAt: later(LOST_MS) });
    deps.tell(webinarId);
  }

  /** A mail whose writer died: it waits again, and is given up after three times. */
  async function giveBack(row: FollowUpRow, claim: string): Promise<void> {
    const updatedAt = clock.now();
    const isLast = row.claims >= FOLLOW_UP_ATTEMPTS;
    const isOff = row.runId === null || !(await runs.isRunning(row.runId));
    if (!isLast && !isOff) return void (await mails.settle(row._id, claim, { state: 'waiting', updatedAt }));
    if (row.text !== '') return void (await mails.settle(row._id, claim, { state: 'draft', updatedAt }));
    await mails.settle(row._id, claim, { state: 'failed', error: isLast ? 'ai-away' : null, updatedAt });
  }

  /** Writes one mail that was taken; its place is kept as long as that takes. */
  async function write(row: FollowUpRow, claim: string, signal: AbortSignal): Promise<void> {
    const at = clock.now();
    const [webinar, attendee] = await Promise.all([
      deps.webinars.webinarFacts(row.webinarId),
      deps.webinars.attendeeContext(row.webinarId, row.attendeeId),
    ]);
    if (webinar === null || attendee === null) {
      await mails.settle(row._id, claim, { state: 'failed', error: 'rejected', updatedAt: at });
      return mails.remove(row._id);
    }
    const settings = await ai.settings();
    const { promoterName } = await deps.siteFacts();
    const facts = factsOf(webinar, attendee, promoterName, settings.voice, row.variant);
    const { name, email, personId, tier, rank } = attendee.attendee;
    const reader = { name, email, personId, tier, rank };
    const keep = async (written: Parameters<typeof contentOf>[0], commit: () => Promise<void>) => {
      const content = contentOf(written, facts, settings, clock.now());
      await unitOfWork.run(async () => {
        const done = {
          ...reader,
          ...content,
          state: 'draft' as const,
          error: null,
          previous: null,
          updatedAt: clock.now(),
        };
        // Somebody else has it by now: what they write is kept, and paid for.
        if (await mails.settle(row._id, claim, done)) await commit();
      });
    };
    if ((await ai.writer()) === 'template') return keep(byTemplate(facts), async () => undefined);

    const key = `follow-up:${row._id}:${row.variant}`;
    await credits.reserve({ kind: 'ai', amount: 1, key });
    try {
      await keep(await byModel(ai, facts, settings, row._id, signal), () => credits.commit(key));
    } catch (error) {
      await credits.release(key);
      throw error;
    }
  }

  /** What becomes of a mail that was not written. */
  async function failed(row: FollowUpRow, claim: string, error: unknown, signal: AbortSignal): Promise<void> {
    const updatedAt = clock.now();
    const stop = stopOf(error);
    if (stop !== null) {
      await mails.settle(row._id, claim, {
        state: row.text === '' ? 'failed' : 'draft',
        error: row.text === '' ? stop : null,
        updatedAt,
      });
      if (row.runId !== null) await end(row.runId, 'stopped', stop);
      return;
    }
    if (error instanceof AiError && error.code === 'aborted') {
      if (row.text !== '') return void (await mails.settle(row._id, claim, { state: 'draft', updatedAt }));
      // Called off: as if nobody had begun.
      if (await mails.settle(row._id, claim, { state: 'failed', error: null, updatedAt })) await mails.remove(row._id);
      return;
    }
    if (!(error instanceof AiError)) throw error;
    logger.warn({ err: error, followUpId: row._id, signal: signal.aborted }, 'a follow-up mail was not written');
    const fault = FAULTS[error.code] ?? 'ai-away';
    await mails.settle(row._id, claim, { state: row.text === '' ? 'failed' : 'draft', error: fault, updatedAt });
  }

  return {
    orderAll,
    end,

    /** One turn of a place of the current tenant: writes the next mail, and orders the turn after it. Safe to run twice. */
    async turn(place: number, key: string): Promise<void> {
      const before = await places.take(place, key, clock.now(), later(HELD_MS));
      if (before === null) return;
      if (before.mailId !== null && before.holder !== null) {
        const left = await mails.find(before.mailId);
        if (left?.state === 'writing' && left.claim === before.holder) await giveBack(left, before.holder);
      }
      const row = await mails.claim(await runs.running(), key, clock.now());
      if (row !== null) {
        await places.hold(place, key, later(HELD_MS), row._id);
        await work(row, place, key);
      }
      const turn = await places.leave(place, key);
      // Who came while this turn saw nothing to do has found its job under way, and ordered none.
      if (turn !== null && (await mails.hasWaiting(await runs.running()))) await order(place, turn);
    },
  };

  async function work(row: FollowUpRow, place: number, key: string): Promise<void> {
    const stop = new AbortController();
    deps.tell(row.webinarId);
    const beat = setInterval(() => {
      void (async () => {
        const isHeld = await places.hold(place, key, later(HELD_MS), row._id);
        // One that stopped by itself finishes what is under way: that is paid for.
        const isCalledOff = row.runId !== null && (await runs.isCalledOff(row.runId));
        if (!isHeld || isCalledOff) stop.abort();
      })().catch((err: unknown) => logger.debug({ err }, 'a place could not be held'));
    }, BEAT_MS);
    try {
      await write(row, key, stop.signal);
    } catch (error) {
      await failed(row, key, error, stop.signal);
    } finally {
      clearInterval(beat);
    }
    if (row.runId !== null) await settleRun(row.runId, row.webinarId);
  }
}
export type Writer = ReturnType<typeof createWriter>;

function stopOf(error: unknown): 'no-credits' | 'no-budget' | null {
  if (error instanceof BudgetSpent) return 'no-budget';
  return error instanceof ProblemError && error.code === 'credits-used-up' ? 'no-credits' : null;
}
