import type { CanaryRun, IsolationState, status } from '@stageline/contracts';
import { newId, type Clock, type Logger } from '@stageline/platform';
import { globalKey } from '@stageline/tenancy';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { attack } from './canary.attack.ts';
import { canaryRepository } from './canary.repository.ts';
import { prepareSites, type CanarySitesDeps } from './canary.sites.ts';
import type { CanaryFindings, CanaryResult, CanaryTransport, KeptRun } from './canary.types.ts';

export interface CanaryServiceDeps extends CanarySitesDeps {
  readonly transport: CanaryTransport;
  readonly redis: Redis;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everyMinutes: number;
  /** Tells the people who run the platform. */
  readonly alert: (leaks: CanaryFindings['leaks']) => Promise<void>;
}

export interface CanaryService {
  /** Both sites attack each other once; the result is kept, and a leak that was not there before is told at once. */
  run(): Promise<CanaryResult>;
  /** `run`, unless another process of the platform did it within the interval. */
  runInTurn(): Promise<void>;
  status(): Promise<z.output<(typeof status)['getStatus']['response']>>;
  latest(): Promise<CanaryRun[]>;
}

const RUNS_SHOWN = 50;

/** Two sites of our own that attack each other for ever, through every door that the public has. */
export function createCanaryService(deps: CanaryServiceDeps): CanaryService {
  const { clock, logger, transport } = deps;

  async function findings(): Promise<CanaryFindings> {
    try {
      const [a, b] = await prepareSites(deps, transport);
      const [forth, back] = [await attack(a, b, transport), await attack(b, a, transport)];
      return {
        attacks: forth.attacks + back.attacks,
        refused: forth.refused + back.refused,
        leaks: [...forth.leaks, ...back.leaks],
        failures: [...forth.failures, ...back.failures],
      };
    } catch (error) {
      logger.error({ err: error }, 'isolation canary could not run');
      const message = error instanceof Error ? error.message : String(error);
      return { attacks: 0, refused: 0, leaks: [], failures: [message] };
    }
  }

  async function run(): Promise<CanaryResult> {
    const startedAt = clock.now();
    const [before] = await canaryRepository.latest(1);
    const result = { startedAt, ...(await findings()), finishedAt: clock.now() };
    const { leaks, failures } = result;
    // Every few minutes a mail about the same hole would be read by nobody.
    const kept = { ...result, id: newId('evt'), told: leaks.length > 0 && before?.told === true };
    await canaryRepository.insert(kept);
    if (leaks.length > 0) {
      logger.error({ leaks }, 'ISOLATION LEAK: a site reached another');
      if (!kept.told) await tell(kept);
    } else if (failures.length > 0) logger.warn({ failures }, 'isolation canary was hindered');
    return result;
  }

  /** Whoever could not be told is told by the next run. */
  async function tell({ id, leaks }: KeptRun): Promise<void> {
    try {
      await deps.alert(leaks);
      await canaryRepository.noteTold(id);
    } catch (error) {
      logger.error({ err: error }, 'nobody could be told of the isolation leak');
    }
  }

  return {
    run,

    async runInTurn() {
      const seconds = deps.everyMinutes * 60 - 5;
      const isMine = await deps.redis.set(globalKey('leader', 'canary'), '1', 'EX', seconds, 'NX');
      if (isMine === 'OK') await run();
    },

    async status() {
      const [last] = await canaryRepository.latest(1);
      return {
        isolation: {
          state: last === undefined ? 'unknown' : stateOf(last),
          checkedAt: last?.finishedAt.toISOString() ?? null,
          attacks: last?.attacks ?? 0,
          everyMinutes: deps.everyMinutes,
        },
      };
    },

    async latest() {
      const runs = await canaryRepository.latest(RUNS_SHOWN);
      return runs.map((each) => ({
        startedAt: each.startedAt.toISOString(),
        finishedAt: each.finishedAt.toISOString(),
        state: stateOf(each),
        attacks: each.attacks,
        refused: each.refused,
        leaks: [...each.leaks],
        failures: [...each.failures],
      }));
    },
  };
}

/** A run that made no attack, or could not see, proves nothing. */
function stateOf({ leaks, attacks, failures }: CanaryFindings): IsolationState {
  if (leaks.length > 0) return 'leak';
  return attacks === 0 || failures.some((failure) => failure.includes('blind')) ? 'unknown' : 'refused';
}
