import type { InvoiceId, TenantId } from '@stageline/contracts';
import { createPayments } from '@stageline/integrations/payments';
import { createLogger, createSigner, type Clock } from '@stageline/platform';
import { connectMongo } from '@stageline/platform/mongo';
import { createUnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import mongoose from 'mongoose';
import { createInvoicesModule } from '../modules/invoices/index.ts';
import { createPaymentsModule, createSandboxStore, keepNotices } from '../modules/payments/index.ts';
import { touchesOf } from '../modules/registrations/index.ts';
import { createSandboxBillingStore } from '../modules/subscriptions/index.ts';

/** A server that begins a payment or takes one over, says so right before it is noted, and then waits to be killed. */
interface Task {
  readonly mongoUri: string;
  readonly tenantId: TenantId;
  readonly invoiceId: InvoiceId;
  readonly now: string;
  /** `checkout`: the provider has opened one; `charge`: the provider has taken the money, and we are about to commit that. */
  readonly at: 'checkout' | 'charge';
}

const task = JSON.parse(process.argv[2]!) as Task;
const logger = createLogger({ service: 'child', level: 'silent' });
const connection = await connectMongo({ uri: task.mongoUri, logger });
const clock: Clock = { now: () => new Date(task.now) };
const unitOfWork = createUnitOfWork({ connection, nudge: () => undefined });
const signer = createSigner('of the tests, which is long enough for a key');

/** Does it, says so, and goes no further. */
const stopping =
  <A extends unknown[], T>(at: Task['at'], call: (...args: A) => Promise<T>) =>
  async (...args: A): Promise<T> => {
    const result = await call(...args);
    if (at !== task.at) return result;
    console.log('did stop');
    return new Promise<T>(() => undefined);
  };
const nobodyAsks = () => Promise.reject(new Error('nobody asks for this here'));

const store = createSandboxStore(unitOfWork);
const billingStore = createSandboxBillingStore(unitOfWork, keepNotices);
const config = {
  kind: 'embedded' as const,
  store,
  billingStore,
  secret: 'x',
  pageUrl: 'http://stage.test/sandbox/pay',
};
const port = (await createPayments({ ...config, now: () => clock.now() }, { production: false, allowEmbedded: [] }))!;
const common = {
  unitOfWork,
  clock,
  logger,
  signer,
  audit: { record: async () => undefined },
  pausedTenants: async () => [],
};
const invoices = createInvoicesModule({
  ...common,
  touchesOf,
  leads: { findRegistered: nobodyAsks },
  mailer: { send: nobodyAsks } as never,
  payUrl: nobodyAsks,
  storage: {} as never,
  readMedia: nobodyAsks,
  siteTimeZone: nobodyAsks,
  readerZone: nobodyAsks,
  siteFacts: nobodyAsks,
});
const payments = createPaymentsModule({
  ...common,
  invoices: invoices.service,
  port: { ...port, createCheckout: stopping('checkout', port.createCheckout) } as typeof port,
  feeBasisPoints: 500,
  siteUrl: async () => 'http://dana.stage.test',
  ownerEmail: async () => null,
  askedFor: async ({ figures }) => figures.due,
  backTo: async () => 'http://dana.stage.test/place/x',
  onChanged: stopping('charge', async () => undefined),
  sandboxPost: null,
  queue: { enqueue: async () => undefined, enqueueBulk: async () => undefined },
});
await runInTenant(task.tenantId, async () => {
  if (task.at === 'checkout') return void (await payments.checkouts.begin(task.invoiceId));
  const payment = await mongoose.models['Payment']!.findOne({ invoiceId: task.invoiceId, active: true }).lean();
  await payments.checkouts.lookUp(payment as never);
});
console.log('done');
process.exit(0);
