export { mergingOrderLeads, mergingOrders } from './orders.merging.repository.ts';
export { boughtBy, type Bought } from './orders.bought.repository.ts';
export { orderMoments } from './orders.moments.ts';
export { createOrdersModule } from './orders.module.ts';
export type { OrdersService } from './orders.service.ts';
export { ordersTold } from './orders.shown.ts';
