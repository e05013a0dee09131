import { createHash } from 'node:crypto';
import { InvoiceCancelled, orders, OrderSettled, type OrderId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createOrderLinks, type OrderLinks } from '../offers/index.ts';
import { ordersRepository } from './orders.repository.ts';
import { createOrdersService, type OrdersService, type OrdersServiceDeps } from './orders.service.ts';

export type OrdersModuleDeps = Omit<OrdersServiceDeps, 'repository' | 'links' | 'codeOf'> & {
  readonly signer: Signer;
};

const PURPOSE = 'order-count';

/** What people in a room order by its offers (ADR 0055). */
export function createOrdersModule(
  deps: OrdersModuleDeps,
): ApiModule & { readonly service: OrdersService; readonly links: OrderLinks } {
  const links = createOrderLinks(deps.signer);
  const service = createOrdersService({
    ...deps,
    repository: ordersRepository,
    links,
    codeOf: (id) => countCode(deps.signer, id),
  });
  return {
    name: 'orders',
    service,
    links,
    routes: [
      route(orders.lookAtOrder, ({ body }) => service.look(body)),
      route(orders.placeOrder, ({ body }) => service.place(body)),
      route(orders.countOrders, ({ params }) => service.count(params.offerId)),
    ],
    subscribers: [
      subscriber({
        id: 'orders.cancelled',
        event: InvoiceCancelled,
        handle: ({ invoiceId }) => service.review(invoiceId),
      }),
      subscriber({
        id: 'orders.tell-room',
        event: OrderSettled,
        transactional: false,
        handle: ({ sessionId }) => deps.refreshBoard(sessionId),
      }),
    ],
  };
}

/** Eight characters that only we can make of an order, and its buyer is told: `3F2A-91BC`. */
function countCode(signer: Signer, id: OrderId): string {
  const signature = signer.sign(PURPOSE, `${currentTenantId()}:${id}`);
  const text = createHash('sha256').update(signature).digest('hex').slice(0, 8).toUpperCase();
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
