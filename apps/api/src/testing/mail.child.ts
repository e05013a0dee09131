import type { TenantId } from '@stageline/contracts';
import { createEmail } from '@stageline/integrations/email';
import { createLogger, type Clock } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { createUnitOfWork } from '@stageline/platform/outbox';
import { createMailModule } from '../modules/mail/index.ts';

/** A worker that sends what is due over SMTP, until it is killed. */
interface Task {
  readonly mongoUri: string;
  readonly smtpUrl: string;
  readonly now: string;
  /** Whose mail waits, for the log. */
  readonly tenantId: TenantId;
}

const task = JSON.parse(process.argv[2]!) as Task;
const logger = createLogger({ service: 'child', level: 'silent' });
const connection = await connectMongo({ uri: task.mongoUri, logger });
const clock: Clock = { now: () => new Date(task.now) };
const email = await createEmail({ kind: 'smtp', url: task.smtpUrl }, { production: false, allowEmbedded: [] });
const nobody = (): never => {
  throw new Error('A worker asks nobody.');
};
const { sending } = createMailModule({
  email,
  sms: null,
  preferences: {
    stopsFor: async (asked) => asked.map(() => null),
    tokenFor: nobody,
    complained: nobody,
    unreachable: nobody,
  },
  fromAddress: 'no-reply@stage.test',
  siteFacts: nobody,
  limitsOf: async () => ({ hour: 1000, day: 1000 }),
  isPaused: () => false,
  webhookSecret: null,
  unitOfWork: createUnitOfWork({ connection, nudge: () => undefined }),
  clock,
  logger,
});
console.log(`sends for ${task.tenantId}`);
await sending.drain();
console.log('done');
process.exit(0);
