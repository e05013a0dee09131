import { movable } from '@stageline/platform/mongo';
import { OrderModel } from './order.model.ts';

/** Orders as they change people and leads in a merge. */
export const mergingOrders = movable(OrderModel, 'personId');
export const mergingOrderLeads = movable(OrderModel, 'leadId');
