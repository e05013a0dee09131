import {
  permissionsOfRoles,
  type LeadId,
  type LeadMergeId,
  type MembershipId,
  type TenantId,
} from '@stageline/contracts';
import { createLogger, createSigner, newId, type Clock } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { createUnitOfWork } from '@stageline/platform/outbox';
import { connectRedis } from '@stageline/platform/redis';
import { runInTenant } from '@stageline/tenancy';
import type { MemberActor } from '../http/route.ts';
import { createLineModule } from '../modules/line/index.ts';
import { createMergesModule } from '../modules/merges/index.ts';
import { createEventStreams } from '../realtime/event-streams.ts';

/** A server that merges two leads or takes them apart, says so before it can commit, and then waits to be killed. */
interface Task {
  readonly mongoUri: string;
  readonly redisUrl: string;
  readonly tenantId: TenantId;
  readonly now: string;
  /** Where it stops: in the middle, or right before the commit. */
  readonly at: 'line' | 'commit';
  readonly work:
    | { readonly merge: readonly [LeadId, LeadId]; readonly versions: readonly [number, number] }
    | { readonly undo: LeadMergeId };
}

const task = JSON.parse(process.argv[2]!) as Task;
const logger = createLogger({ service: 'child', level: 'silent' });
const connection = await connectMongo({ uri: task.mongoUri, logger });
const redis = await connectRedis(task.redisUrl, { name: 'child' });
const clock: Clock = { now: () => new Date(task.now) };
const unitOfWork = createUnitOfWork({ connection, nudge: () => undefined });

/** Does it, says so, and goes no further. */
const stopping =
  <A extends unknown[], T>(at: Task['at'], call: (...args: A) => Promise<T>) =>
  async (...args: A): Promise<T> => {
    const result = await call(...args);
    if (at !== task.at) return result;
    console.log('did stop');
    return new Promise<T>(() => undefined);
  };

const line = createLineModule({
  clock,
  redis,
  logger,
  eventStreams: createEventStreams(),
  broadcaster: { tell: () => undefined, disconnectRoom: () => undefined, disconnectTenant: () => undefined },
  settings: {
    lineSettings: () => Promise.reject(new Error('nobody looks at the line here')),
  },
  signer: createSigner('a-secret-that-only-these-tests-know-0123456789'),
  simulation: async () => null,
});
const { service } = createMergesModule({
  unitOfWork,
  clock,
  logger,
  audit: { record: stopping('commit', async () => undefined) },
  hints: { send: () => undefined },
  members: { find: async () => ({ name: 'Pat' }), ledBy: async () => [] },
  pipelines: { find: async () => ({}) },
  line: {
    ...line.merging,
    settle: stopping('line', line.merging.settle),
  },
  pausedTenants: async () => [],
});
const actor: MemberActor = {
  kind: 'member',
  accountId: newId('acc'),
  membershipId: 'mem_owner' as MembershipId,
  roles: ['owner'],
  permissions: permissionsOfRoles(['owner']),
  signIn: { id: newId('sin'), provedAt: 0, strong: false },
};
const choice = 'this';
const choices = {
  name: choice,
  company: choice,
  email: choice,
  phone: choice,
  stage: choice,
  owner: choice,
  source: choice,
} as const;
const { work } = task;
await runInTenant(task.tenantId, async () => {
  if ('undo' in work) return service.undo(actor, work.undo);
  const [into, otherId] = work.merge;
  const [version, otherVersion] = work.versions;
  return service.merge(actor, into, { otherId, version, otherVersion, choices });
});
console.log('done');
process.exit(0);
