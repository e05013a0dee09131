export { createSandboxBillingStore } from './sandbox-billing.repository.ts';
export { subscriptionsOf } from './subscriptions.cross-tenant.repository.ts';
export { subscriptionMigrations } from './subscriptions.migrations.ts';
export { createSubscriptionsModule, type SubscriptionsModule } from './subscriptions.module.ts';
