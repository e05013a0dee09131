import type { TenantId, WebinarId } from '@stageline/contracts';
import { createLogger, createSigner, systemClock } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { createUnitOfWork, type UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { createFollowUpsModule } from '../modules/follow-ups/index.ts';
import { createWebinarWork } from './webinar-work.ts';

/** A server that is asked to send a webinar's mails, and waits to be killed right after it has committed that. */
interface Task {
  readonly mongoUri: string;
  readonly tenantId: TenantId;
  readonly webinarId: WebinarId;
}

const { mongoUri, tenantId, webinarId } = JSON.parse(process.argv[2]!) as Task;
const logger = createLogger({ service: 'child', level: 'silent' });
const connection = await connectMongo({ uri: mongoUri, logger });
const real = createUnitOfWork({ connection, nudge: () => undefined });
const unitOfWork: UnitOfWork = {
  ...real,
  async run(work) {
    await real.run(work);
    console.log('did commit');
    return new Promise<never>(() => undefined);
  },
};
const nobodyAsks = () => Promise.reject(new Error('nobody asks for this here'));
const queue = { enqueue: nobodyAsks } as never;
const { outgoing } = createFollowUpsModule({
  ...{ unitOfWork, queue, logger, clock: systemClock },
  signer: createSigner('of the tests, which is long enough for a key'),
  webinars: createWebinarWork({ unitOfWork, queue, storage: {} as never }).reader,
  preferences: { stopsFor: async (asked) => asked.map(() => null) },
  audit: { record: async () => undefined },
  hints: { send: () => undefined },
  ai: {} as never,
  credits: {} as never,
  mailer: { send: nobodyAsks },
  siteFacts: nobodyAsks,
  memberName: nobodyAsks,
  pausedTenants: async () => [],
});
await runInTenant(tenantId, () => outgoing.send(webinarId, {}));
