import type { Migration } from '@stageline/platform/mongo';
import { forgetKeeps } from './subscriptions.cross-tenant.repository.ts';

/** What a plan becomes is planned at the provider since then; a smaller one that was chosen before stands there already. */
const planChanges: Migration = { id: '2026-11-30-plan-changes', up: () => forgetKeeps() };

export const subscriptionMigrations: readonly Migration[] = [planChanges];
