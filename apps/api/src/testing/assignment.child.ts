import { permissionsOfRoles, type MembershipId, type RoleRef, type TenantId } from '@stageline/contracts';
import { createLogger, type Clock } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { createUnitOfWork } from '@stageline/platform/outbox';
import { connectRedis } from '@stageline/platform/redis';
import { runInTenant } from '@stageline/tenancy';
import { assignmentTeam, createAssignmentModule, type TeamMember } from '../modules/assignment/index.ts';
import { leadOwnership, leadResponses } from '../modules/leads/index.ts';
import { createResponsesModule } from '../modules/responses/index.ts';

/** A worker that gives a lead to somebody, says so before it can commit, and then waits to be killed. */
interface Task {
  readonly mongoUri: string;
  readonly redisUrl: string;
  readonly tenantId: TenantId;
  readonly team: readonly TeamMember[];
  readonly now: string;
  readonly work: 'drain' | 'sweep';
}

const task = JSON.parse(process.argv[2]!) as Task;
const logger = createLogger({ service: 'child', level: 'silent' });
const connection = await connectMongo({ uri: task.mongoUri, logger });
const redis = await connectRedis(task.redisUrl, { name: 'child' });
const clock: Clock = { now: () => new Date(task.now) };
const unitOfWork = createUnitOfWork({ connection, nudge: () => undefined });
const audit = { record: async () => undefined };
const members = {
  all: async () => task.team,
  find: async (id: MembershipId) => task.team.find((member) => member.id === id) ?? null,
  permissionsOf: async (roles: readonly RoleRef[]) => permissionsOfRoles(roles),
};
const handOver: typeof leadOwnership.handOver = async (...args) => {
  await leadOwnership.handOver(...args);
  console.log('did hand over');
  return new Promise<boolean>(() => undefined);
};
const common = { unitOfWork, clock, logger, audit };
const { queue } = createAssignmentModule({
  ...common,
  redis,
  ...assignmentTeam(members),
  leads: { ...leadOwnership, handOver },
  visibleTo: async () => ({ kind: 'all' }),
  assertVisible: async () => undefined,
  responseClocks: async () => () => null,
});
const responses = createResponsesModule({
  ...common,
  leads: leadResponses,
  ownership: leadOwnership,
  notifier: { notify: async () => undefined },
  siteTimeZone: async () => 'Europe/Berlin',
  leadersOf: async () => [],
  queue,
  pausedTenants: async () => [],
});
await (task.work === 'sweep' ? responses.sweep() : runInTenant(task.tenantId, () => queue.drain()));
