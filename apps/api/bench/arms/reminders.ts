import { createWriteStream } from 'node:fs';
import type { PersonId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createQueue } from '@stageline/platform/queue';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import { defaultSequence } from '../../src/modules/sequences/default-sequence.ts';
import { createPlanner } from '../../src/modules/sequences/planner.ts';
import { plannedMailsRepository } from '../../src/modules/sequences/planned-mails.repository.ts';
import { sequencesRepository } from '../../src/modules/sequences/sequences.repository.ts';
import type { SeatHolder, SequenceSession } from '../../src/modules/sequences/sequences.types.ts';
import { createSequenceSweep } from '../../src/modules/sequences/sweep.ts';
import { fromBench } from './from-bench.ts';
import { benchConfig, benchLogger, openProduct, openSite } from './stores.ts';

const PEOPLE = 100_000;
const PAGE = 200;
const DAY = 86_400_000;
const logger = benchLogger(createWriteStream('/dev/null'));
const site = await openSite(await openProduct(benchConfig(), logger), 'reminders');
const inSite = <T>(fn: () => Promise<T>): Promise<T> => runInTenant(site.tenantId, fn);

const clock = { at: new Date('2026-06-01T12:00:00Z'), now: () => clock.at };
const startsAt = new Date(clock.at.getTime() + 3 * DAY);
const session: SequenceSession = {
  id: newId('ses') as SessionId,
  title: 'Bench',
  startsAt,
  endsAt: new Date(startsAt.getTime() + 3_600_000),
  timeZone: 'UTC',
  hostName: null,
  seatsLeft: null,
  state: 'scheduled',
  startedAt: null,
  endedAt: null,
};
const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 / 1024;
};
let first = 0;
let highest = 0;
/** Made page by page, as a cursor brings them: what is held is the product's own. */
async function* holders(): AsyncGenerator<readonly SeatHolder[]> {
  for (let from = 0; from < PEOPLE; from += PAGE) {
    if (from === PEOPLE / 10) first = megabytes();
    if (from > PEOPLE / 10 && from % (PEOPLE / 20) === 0) highest = Math.max(highest, megabytes());
    yield Array.from({ length: PAGE }, () => ({ personId: newId('per') as PersonId, since: new Date(0) }));
  }
}
const planner = createPlanner({
  sessions: { find: async () => session, recent: async () => [session] },
  seats: { holders, holding: async () => new Set() },
  mailer: { withdraw: async () => undefined },
  clock,
});
const queue = createQueue({
  redisUrl: fromBench('REDIS_URL'),
  logger,
  prefix: 'bench',
});
const plannedRows = async (): Promise<number> => {
  const counts = await plannedMailsRepository.counts([session.id]);
  return counts.reduce((sum, { count }) => sum + count, 0);
};
let jobs = 0;
const sweep = createSequenceSweep({
  clock,
  pausedTenants: async () => [],
  queue: {
    async enqueueBulk(definition, items) {
      jobs += items.length;
      await queue.enqueueBulk(definition, items);
    },
  },
});

serveArm(0, {
  async run() {
    const times = { startsAt: new Date(0), endsAt: new Date(1), sequenceVersion: 0 };
    const steps = defaultSequence.steps.filter(({ id }) => id === 'day');
    await inSite(() => sequencesRepository.insert(1, { steps, minimumGapMinutes: 20 }, clock.at));
    await inSite(() => sequencesRepository.open(session.id, times));
    const began = performance.now();
    await inSite(() => planner.rescheduled(session.id));
    const planned = performance.now();
    // All reminders of the first step come due at once.
    clock.at = new Date(startsAt.getTime() - DAY);
    const enqueued = await sweep();
    highest = Math.max(highest, megabytes());
    return {
      planned: await inSite(() => plannedRows()),
      enqueued,
      jobs,
      planSeconds: (planned - began) / 1000,
      sweepSeconds: (performance.now() - planned) / 1000,
      firstMegabytes: first,
      megabytes: highest - first,
    };
  },
});
