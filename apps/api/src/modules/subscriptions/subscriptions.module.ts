import { ProblemError, RefreshSubscription, type TenantId } from '@stageline/contracts';
import { sandboxOf } from '@stageline/integrations/payments';
import { jobBinding, type Queue } from '@stageline/platform/queue';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import type { Idempotency } from '../payments/index.ts';
import { createPurchases } from './purchases.service.ts';
import { createRefresh, type RefreshDeps } from './refresh.service.ts';
import { sandboxBillingPages } from './sandbox-billing.pages.ts';
import { dueSubscriptions, findCustomerTenant } from './subscriptions.cross-tenant.repository.ts';
import { createBillingLetters, type BillingLettersDeps } from './subscriptions.letters.ts';
import { customersRepository, purchasesRepository, subscriptionsRepository } from './subscriptions.repository.ts';
import { subscriptionRoutes } from './subscriptions.routes.ts';
import { createSalesSeller } from './sales-seller.service.ts';
import { createTaxes } from './taxes.service.ts';
import { createSubscriptions, type SubscriptionsDeps } from './subscriptions.service.ts';

type Own = 'repository' | 'customers' | 'purchases';
export interface SubscriptionsModuleDeps
  extends
    Omit<RefreshDeps, Own | 'letters' | 'credits' | 'taxes'>,
    Pick<SubscriptionsDeps, 'given' | 'audit'>,
    BillingLettersDeps {
  readonly credits: RefreshDeps['credits'] & SubscriptionsDeps['credits'];
  readonly idempotency: Idempotency;
  readonly queue: Pick<Queue, 'enqueue'>;
  /** Sends what the sandbox has to tell. */
  readonly onSandboxStep: () => void;
}

const SWEEP_MS = 60_000;
const MAX_SWEPT = 200;

/** What sites pay the platform for (ADR 0052). */
export function createSubscriptionsModule(deps: SubscriptionsModuleDeps) {
  const common = {
    ...deps,
    repository: subscriptionsRepository,
    customers: customersRepository,
    purchases: purchasesRepository,
  };
  const owner = async () => (await deps.owners())[0] ?? null;
  const seller = createSalesSeller(deps);
  const taxes = createTaxes({ ...common, owner, seller: seller.current });
  const { refresh, look, end } = createRefresh({ ...common, taxes, letters: createBillingLetters(deps) });
  const service = createSubscriptions({ ...common, refresh, owner, taxes });
  const purchases = createPurchases({ ...common, owner, taxes, subscriptions: service });
  const gateway = sandboxOf(deps.port);

  /**
   * A provider has told that there is news of a customer. That is noted at once and durably; what it is, a job asks for.
   * @throws ProblemError `not-found` for one who is none of ours: they may be by the time it is told again
   */
  async function told(customerId: string, eventId: string): Promise<void> {
    const tenantId = await findCustomerTenant(customerId);
    if (tenantId === null) throw new ProblemError('not-found');
    await runInTenant(tenantId, () => subscriptionsRepository.touch(deps.clock.now()));
    await deps.queue
      .enqueue(RefreshSubscription, tenantId, {}, { jobId: `billing.${eventId}` })
      .catch((err: unknown) => deps.logger.warn({ err, tenantId }, 'news of a plan waits for the sweep'));
  }

  const lookAt = (tenantId: TenantId): Promise<void> =>
    runInTenant(tenantId, look).catch((err: unknown) =>
      deps.logger.error({ err, tenantId }, 'the plan of a site is looked at again later'),
    );
  /** What follows from the time, and what nobody has told. */
  async function sweep(): Promise<void> {
    for (const tenantId of await dueSubscriptions(deps.clock.now(), MAX_SWEPT)) await lookAt(tenantId);
  }

  return {
    name: 'subscriptions',
    service,
    seller,
    refresh,
    told,
    sweep,
    /** Ends the plan of a site that is removed. @throws IntegrationError */
    end: (tenantId: TenantId): Promise<void> => runInTenant(tenantId, end),
    /** Something happened to a site that its plan may follow. */
    lookSoon: (tenantId: TenantId): Promise<void> =>
      runInTenant(tenantId, () => subscriptionsRepository.touch(deps.clock.now())),
    routes: subscriptionRoutes({ ...deps, service, purchases, seller }),
    pages: gateway === null ? [] : [sandboxBillingPages({ billing: gateway.billing, onStep: deps.onSandboxStep })],
    // What a site owes and has paid does not wait until it is served again.
    jobs: [jobBinding(RefreshSubscription, refresh, { alsoPaused: true })],
    schedules: [{ name: 'subscriptions', everyMs: SWEEP_MS, run: sweep }],
  } satisfies ApiModule & Record<string, unknown>;
}
export type SubscriptionsModule = ReturnType<typeof createSubscriptionsModule>;
