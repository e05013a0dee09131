import { notifications } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { Inbox } from './inbox.service.ts';

export const notificationRoutes = (inbox: Inbox) => [
  route(notifications.listNotifications, ({ actor, query }) => inbox.list(actor.membershipId, query)),
  route(notifications.markNotifications, ({ actor, body }) => inbox.mark(actor.membershipId, body.ids, body.read)),
  route(notifications.undoNotifications, ({ actor, body }) => inbox.undo(actor.membershipId, body.undo)),
  route(notifications.getNotificationSettings, ({ actor }) => inbox.settings(actor)),
  route(notifications.setNotificationSettings, ({ actor, body }) => inbox.setSettings(actor, body)),
];
