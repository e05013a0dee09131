import type { ApiModule } from '../../http/module.ts';
import { createDeliveries, type DeliveriesDeps } from './deliveries.service.ts';
import { createInbox, type InboxDeps } from './inbox.service.ts';
import { notificationSubscribers } from './notifications.events.ts';
import { notificationRoutes } from './notifications.routes.ts';
import { createNotifier, type Notifier, type NotifierDeps } from './notifications.service.ts';

export type NotificationsModuleDeps = Omit<NotifierDeps & DeliveriesDeps & InboxDeps, 'smsAvailable' | 'memberExists'>;
export interface NotificationsModule extends ApiModule {
  readonly service: Notifier;
  /** Sends what is due on all sites; a worker does it again and again. */
  deliverDue(): Promise<void>;
}

/** How late what is planned goes out; what is told to go out at once goes out by its event. */
const DELIVER_MS = 10_000;

/** What members are told, in the dashboard, by e-mail and by SMS (F-12). */
export function createNotificationsModule(given: NotificationsModuleDeps): NotificationsModule {
  const memberExists: NotifierDeps['memberExists'] = async (id) => (await given.recipient(id)) !== null;
  const deps = { ...given, memberExists, smsAvailable: given.mailer.sendSms !== null };
  const deliveries = createDeliveries(deps);
  return {
    name: 'notifications',
    service: createNotifier(deps),
    deliverDue: () => deliveries.deliverDue(),
    routes: notificationRoutes(createInbox(deps)),
    subscribers: notificationSubscribers({ ...deps, deliveries }),
    schedules: [{ name: 'notifications', everyMs: DELIVER_MS, run: () => deliveries.deliverDue() }],
  };
}
