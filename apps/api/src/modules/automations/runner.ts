import type { AutomationRunId } from '@stageline/contracts';
import { isStoreAway, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { LeadAutomations } from '../leads/index.ts';
import { refusalOf, type PerformAction } from './actions.ts';
import { automationsRepository } from './automations.repository.ts';
import type { Automation, Run, StepResult } from './automations.types.ts';
import { holds } from './conditions.ts';
import { runsRepository } from './runs.repository.ts';
import { RUNNING_MS } from './starter.ts';
import type { Turns } from './turns.ts';

export interface RunnerDeps {
  readonly perform: PerformAction;
  readonly leads: Pick<LeadAutomations, 'find'>;
  /** Before a transaction that may hand a lead over. */
  readonly prepare: () => Promise<unknown>;
  readonly turns: Turns;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  /** Tells the owners that a rule was paused, in the caller's transaction. */
  readonly tellPaused: (rule: Automation, failures: number) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Runs of a rule that may fail one after another before it is paused. */
export const MAX_FAILURES = 5;
/** Times that one action is tried where the fault is ours. */
const MAX_ATTEMPTS = 5;
const RETRY_MS = 30_000;
/** A run of a paused rule asks again after this. */
const PAUSED_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

/** Somebody else moved the run on in the same moment; what this attempt did is rolled back. */
class Raced extends Error {}

/**
 * Goes on with runs. Each action is one transaction with the note that it is done, so a crash between any two leaves neither half
 * of one nor the same one twice, and of two workers on one run only one gets each action through.
 */
export function createRunner(deps: RunnerDeps) {
  const { perform, leads, turns, unitOfWork, audit, clock, logger } = deps;
  const inMs = (ms: number) => new Date(clock.now().getTime() + ms);

  async function moveOn(...[run, set, step]: Parameters<typeof runsRepository.move>): Promise<void> {
    if (!(await runsRepository.move(run, set, step))) throw new Raced();
  }

  /** Notes what came of the present action and where the run stands after it. @returns whether it goes on now */
  async function note(run: Run, result: StepResult): Promise<boolean> {
    const action = run.actions[run.step]!;
    const at = clock.now();
    const done = { kind: action.kind, at, ...result };
    const step = run.step + 1;
    if (result.outcome === 'holds-not') {
      await moveOn(run, { state: 'stopped', stop: 'check', step, dueAt: null, endedAt: at }, done);
      await automationsRepository.forgetFailures(run.automationId);
      return false;
    }
    if (action.kind === 'wait') {
      await moveOn(run, { state: 'waiting', step, attempts: 0, dueAt: inMs(action.minutes * MINUTE_MS) }, done);
      return false;
    }
    if (step < run.actions.length) {
      await moveOn(run, { state: 'running', step, attempts: 0, dueAt: inMs(RUNNING_MS) }, done);
      return true;
    }
    await moveOn(run, { state: 'done', step, dueAt: null, endedAt: at }, done);
    await automationsRepository.forgetFailures(run.automationId);
    return false;
  }

  async function doNext(run: Run): Promise<boolean> {
    const lead = await leads.find(run.leadId);
    if (lead === null) {
      await moveOn(run, { state: 'stopped', stop: 'lead-gone', dueAt: null, endedAt: clock.now() });
      return false;
    }
    const action = run.actions[run.step]!;
    if (action.kind === 'wait') return note(run, { ok: true, outcome: 'waited' });
    if (action.kind === 'check') {
      const outcome = holds(action.condition, lead) ? 'holds' : 'holds-not';
      return note(run, { ok: true, outcome });
    }
    return note(run, await perform(action, lead, run));
  }

  /** Ends a run whose action was refused, and the rule with it once that has happened too often. */
  async function fail(run: Run, result: StepResult): Promise<void> {
    const at = clock.now();
    await unitOfWork.run(async () => {
      const done = { kind: run.actions[run.step]!.kind, at, ...result };
      await moveOn(run, { state: 'failed', dueAt: null, endedAt: at }, done);
      const rule = await automationsRepository.countFailure(run.automationId);
      if (rule?.state !== 'on' || rule.failures < MAX_FAILURES) return;
      await automationsRepository.setState(rule._id, 'paused');
      await audit.record({
        action: 'automation.paused',
        target: { type: 'automation', id: rule._id, name: rule.name },
      });
      await deps.tellPaused(rule, rule.failures);
    });
  }

  /** A fault of ours: later again, and in the end it is a failure like any other. */
  async function tryLater(run: Run, err: unknown): Promise<void> {
    logger.warn({ err, runId: run._id, step: run.step }, 'an action of an automation failed');
    const attempts = run.attempts + 1;
    if (attempts >= MAX_ATTEMPTS) return fail(run, { ok: false, outcome: 'internal' });
    await runsRepository.move(run, { state: 'waiting', attempts, dueAt: inMs(RETRY_MS * 2 ** (attempts - 1)) });
  }

  /** Whether a run has to wait or end before its next action. */
  async function isHeld(run: Run): Promise<boolean> {
    const rule = await automationsRepository.find(run.automationId);
    if (rule === null || rule.state === 'off') {
      await runsRepository.stop(run._id, 'switched-off', clock.now());
      return true;
    }
    if (rule.state === 'paused') {
      await runsRepository.move(run, { state: 'waiting', dueAt: inMs(PAUSED_MS) });
      return true;
    }
    const turn = run.steps.length === 0 && run.attempts === 0 ? await turns() : null;
    if (turn !== null) await runsRepository.move(run, { state: 'waiting', dueAt: turn });
    return turn !== null;
  }

  /** @returns whether it goes on now */
  async function advanceOnce(run: Run): Promise<boolean> {
    if (await isHeld(run)) return false;
    const action = run.actions[run.step]!;
    if (action.kind === 'assign') await deps.prepare();
    try {
      return await unitOfWork.run(() => doNext(run));
    } catch (error) {
      if (error instanceof Raced) return false;
      if (isStoreAway(error)) throw error;
      const refusal = refusalOf(action, error);
      await (refusal === null ? tryLater(run, error) : fail(run, refusal)).catch((err: unknown) => {
        if (!(err instanceof Raced)) throw err;
      });
      return false;
    }
  }

  /**
   * Goes on with a run until it waits or ends; one that has ended, or whose time has not come, is left alone. Safe to repeat and
   * to call in several processes.
   */
  return async (runId: AutomationRunId): Promise<void> => {
    for (;;) {
      const run = await runsRepository.find(runId);
      if (run === null || run.dueAt === null) return;
      if (run.state === 'waiting' && run.dueAt > clock.now()) return;
      if (!(await advanceOnce(run))) return;
    }
  };
}
export type Runner = ReturnType<typeof createRunner>;
