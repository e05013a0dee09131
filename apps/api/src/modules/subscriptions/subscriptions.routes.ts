import { billing } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { route, type RouteBinding } from '../../http/route.ts';
import type { Idempotency } from '../payments/index.ts';
import type { Purchases } from './purchases.service.ts';
import type { SalesSellerService } from './sales-seller.service.ts';
import { presentNotice } from './subscriptions.presenter.ts';
import type { Subscriptions } from './subscriptions.service.ts';

export interface SubscriptionRoutesDeps {
  readonly service: Subscriptions;
  readonly purchases: Purchases;
  readonly seller: SalesSellerService;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

export const subscriptionRoutes = (deps: SubscriptionRoutesDeps): RouteBinding[] => {
  const { service, purchases, seller, idempotency, clock } = deps;
  return [
    route(billing.getBilling, () => service.view()),
    route(billing.getBillingNotice, async () => presentNotice(await service.standing(), clock.now())),
    route(billing.startTrial, ({ body }) => service.startTrial(body.plan)),
    route(billing.subscribe, async ({ body }) => ({ url: await service.subscribe(body) })),
    route(billing.previewChange, ({ body }) => service.preview(body)),
    route(billing.changePlan, ({ body: { at, dueNow, ...choice } }) =>
      service.change(choice, { at: new Date(at), dueNow }),
    ),
    route(billing.cancel, () => service.cancel()),
    route(billing.resume, () => service.resume()),
    route(billing.openPortal, async () => ({ url: await service.portal() })),
    route(billing.saveBuyer, ({ body }) => service.saveBuyer(body)),
    route(billing.getSalesSeller, () => seller.view()),
    route(billing.saveSalesSeller, ({ body: { version, ...sells } }) => seller.save(version, sells)),
    route(billing.buyCredits, ({ body, actor, idempotencyKey }) =>
      idempotency.run(
        { scope: `credits:${actor.membershipId}`, key: idempotencyKey(), request: body },
        async (requestId) => ({ url: await purchases.buy(body.kind, body.currency, requestId) }),
      ),
    ),
  ];
};
