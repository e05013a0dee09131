import { createWriteStream } from 'node:fs';
import { runInTenant } from '@stageline/tenancy';
import { serveArm } from '@stageline/testing/bench';
import mongoose from 'mongoose';
import { benchConfig, benchLogger, listen, openProduct, openSite } from './stores.ts';
import { ACCOUNT, WEBHOOK_SECRET } from './webhook-event.ts';

/** The product with Stripe's adapter, and one site whose account the events are of. */
const config = {
  ...benchConfig(),
  PAYMENTS: 'stripe' as const,
  STRIPE_SECRET_KEY: 'sk_test_benchmark',
  STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
};
const logger = benchLogger(createWriteStream('/dev/null'));
const container = await openProduct(config, logger);
const site = await openSite(container, 'sells');
const inSite = <T>(work: () => Promise<T>): Promise<T> => runInTenant(site.tenantId, work);
const model = (name: string) => mongoose.models[name]!;
await inSite(async () =>
  model('MerchantAccount').create({
    _id: ACCOUNT,
    provider: 'stripe',
    isChargeable: true,
    isPayable: true,
    createdAt: new Date(),
  }),
);

serveArm(await listen(container, config, logger), {
  kept: () => inSite(async () => model('PaymentEvent').countDocuments({})),
});
