import { AutomationRunStarted, type AutomationRunId, type EventId } from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { LeadAutomations } from '../leads/index.ts';
import { nameOf } from './actions.ts';
import { automationsRepository } from './automations.repository.ts';
import type { Automation, ChainLink, Run, RunStop } from './automations.types.ts';
import { holds } from './conditions.ts';
import { createReferences, type ReferencesDeps } from './references.ts';
import { runsRepository } from './runs.repository.ts';
import { RUNS_PER_MINUTE } from './turns.ts';
import { isAwaited, type Happening, type TriggerSource } from './triggers.ts';

export interface StarterDeps extends ReferencesDeps {
  readonly leads: LeadAutomations;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Automations that may follow from one another, the first one counted. */
export const MAX_CHAIN = 5;
/** Runs of one rule for one lead within a day; what asks for more goes round in a circle that no chain shows. */
export const MAX_RUNS_PER_LEAD = 10;
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
/** Within this time a run goes on by itself; after it the sweep looks. */
export const RUNNING_MS = 60_000;

/** A run of a rule at its beginning. */
const runOf = (
  { _id: automationId, version, name, actions }: Automation,
  { lead, occurrence, sessionId }: Happening,
  startedAt: Date,
): Omit<Run, 'state' | 'dueAt'> => ({
  _id: newId('arn'),
  automationId,
  occurrence,
  leadId: lead._id,
  leadName: nameOf(lead),
  version,
  name,
  actions,
  sessionId,
  stop: null,
  step: 0,
  steps: [],
  attempts: 0,
  chain: [],
  startedAt,
  endedAt: null,
});

/** Begins the runs of rules that wait for what happened. */
export function createStarter(deps: StarterDeps) {
  const { leads, unitOfWork, clock } = deps;

  /** The runs that led here, the one that caused it the last. */
  async function chainOf(cause: AutomationRunId | null): Promise<readonly ChainLink[]> {
    const run = cause === null ? null : await runsRepository.find(cause);
    if (run === null) return [];
    return [...run.chain, { runId: run._id, automationId: run.automationId, name: run.name }];
  }

  async function reasonNotTo(
    rule: Automation,
    { lead }: Happening,
    chain: readonly ChainLink[],
  ): Promise<RunStop | null> {
    if (chain.length >= MAX_CHAIN || chain.some(({ automationId }) => automationId === rule._id)) return 'loop';
    const since = new Date(clock.now().getTime() - DAY_MS);
    const runs = await runsRepository.countOfLead(rule._id, lead._id, since);
    return runs >= MAX_RUNS_PER_LEAD ? 'too-often' : null;
  }

  /** One run per rule, lead and occurrence, with the event that sets it going; none of it where there is one already. */
  async function begin(rule: Automation, what: Happening, isBroken: boolean): Promise<void> {
    const { lead, occurrence } = what;
    if (!isBroken && !rule.conditions.every((condition) => holds(condition, lead))) return;
    if (await runsRepository.exists(rule._id, occurrence, lead._id)) return;
    const chain = await chainOf(what.cause);
    const stop = isBroken ? 'missing' : await reasonNotTo(rule, what, chain);
    const now = clock.now();
    const run: Run = {
      ...runOf(rule, what, now),
      state: stop === null ? 'running' : 'stopped',
      stop,
      dueAt: stop === null ? new Date(now.getTime() + RUNNING_MS) : null,
      chain,
      endedAt: stop === null ? null : now,
    };
    try {
      await unitOfWork.run(async (tx) => {
        await runsRepository.insert(run);
        if (stop === null) tx.record(AutomationRunStarted, { runId: run._id });
      });
    } catch (error) {
      // Another worker was told of it in the same moment.
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * Begins runs of new leads, thousands of which may come with one file: each waits for its turn among those of its import, so that
   * the sweep meets at most a minute's runs in a minute and other sites do not wait. A lead that is new has no runs that led to it,
   * and none of today. What is there already stays; conditions are held against the leads as they are now.
   */
  async function beginInTurns(rules: readonly Automation[], page: readonly Happening[]): Promise<void> {
    const now = clock.now();
    const runs = page.flatMap((what) => {
      const own = rules.filter(
        (rule) => isAwaited(rule, what) && rule.conditions.every((each) => holds(each, what.lead)),
      );
      return own.map((rule, index) => {
        const place = what.chosen!.before * what.chosen!.automationIds.length + index;
        const dueAt = new Date(now.getTime() + Math.floor(place / RUNS_PER_MINUTE) * MINUTE_MS);
        return { ...runOf(rule, what, now), state: 'waiting' as const, dueAt };
      });
    });
    if (runs.length > 0) await runsRepository.insertNew(runs);
  }

  /** May be repeated: what has begun is not begun again. */
  return async (source: TriggerSource, payload: unknown, eventId: EventId): Promise<void> => {
    const rules = await automationsRepository.listening(source.kinds);
    if (rules.length === 0) return;
    const missing = createReferences(deps);
    const broken = new Set<Automation>();
    for (const rule of rules) if ((await missing(rule)).length > 0) broken.add(rule);
    for await (const page of source.happenings(payload, eventId, leads)) {
      if (page.some(({ chosen }) => chosen !== undefined)) {
        await beginInTurns(
          rules.filter((rule) => !broken.has(rule)),
          page,
        );
        continue;
      }
      for (const what of page) {
        for (const rule of rules) if (isAwaited(rule, what)) await begin(rule, what, broken.has(rule));
      }
    }
  };
}
export type Starter = ReturnType<typeof createStarter>;
