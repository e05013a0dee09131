import { AdvanceAutomationRun, type TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import type { Queue } from '@stageline/platform/queue';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { HandOvers } from '../assignment/index.ts';
import { entryFacts, type LeadAutomations, type MemberDirectory } from '../leads/index.ts';
import { createActions, type ActionsDeps } from './actions.ts';
import { automationJobs, automationSubscribers } from './automations.events.ts';
import { pausedMail, type MailReader } from './automations.mail.ts';
import { automationRoutes } from './automations.routes.ts';
import {
  createAutomationsService,
  type AutomationsService,
  type AutomationsServiceDeps,
} from './automations.service.ts';
import { createRunner, type Runner } from './runner.ts';
import { findDueRuns } from './runs.cross-tenant.repository.ts';
import { createStarter } from './starter.ts';
import { createTrial, type TrialDeps } from './trial.ts';
import { createTurns } from './turns.ts';

export interface AutomationsModuleDeps
  extends
    AutomationsServiceDeps,
    Pick<ActionsDeps, 'moves' | 'people' | 'sites' | 'mailer' | 'joinLinks' | 'notifier'>,
    Pick<TrialDeps, 'sessionsHeldSince' | 'datedSince'> {
  readonly leads: LeadAutomations;
  readonly handOvers: Pick<HandOvers, 'byRule' | 'prepare'>;
  readonly members: MemberDirectory & { owners(): Promise<readonly MailReader[]> };
  /** Tenants whose work waits. */
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly queue: Queue;
  readonly redis: Redis;
  readonly logger: Logger;
}
export interface AutomationsModule extends ApiModule {
  readonly service: AutomationsService;
  /** Goes on with one run. */
  readonly advance: Runner;
  /** Asks for the runs of all tenants whose time has come. @returns how many */
  readonly sweep: () => Promise<number>;
}

const SWEEP_MS = 5000;
const SWEEP_LIMIT = 1000;

/** Rules that act by themselves on what happens to leads (F-09). */
export function createAutomationsModule(deps: AutomationsModuleDeps): AutomationsModule {
  const { handOvers, members, sites, mailer, queue, redis, clock } = deps;
  const perform = createActions(deps);
  const advance = createRunner({
    ...deps,
    perform,
    prepare: () => handOvers.prepare(),
    turns: createTurns(redis, clock),
    async tellPaused({ name }, failures) {
      const site = await sites.siteFacts();
      for (const owner of await members.owners()) await mailer.send(pausedMail(site, owner, name, failures));
    },
  });
  const service = createAutomationsService(deps);
  const trial = createTrial({ ...deps, entryFacts });

  async function sweep(): Promise<number> {
    const due = await findDueRuns(clock.now(), await deps.pausedTenants(), SWEEP_LIMIT);
    // Named by its time: two sweeps ask for it once, and the same run at another time is another job.
    const items = due.map(({ id, tenantId, dueAt }) => {
      return { tenantId, payload: { runId: id }, jobId: `${id}-${dueAt.getTime()}` };
    });
    await queue.enqueueBulk(AdvanceAutomationRun, items);
    return due.length;
  }

  return {
    name: 'automations',
    service,
    advance,
    sweep,
    routes: automationRoutes(service, trial),
    subscribers: automationSubscribers(createStarter(deps), advance),
    jobs: automationJobs(advance),
    schedules: [{ name: 'automations that are due', everyMs: SWEEP_MS, run: async () => void (await sweep()) }],
  };
}
