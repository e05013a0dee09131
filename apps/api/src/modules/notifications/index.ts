export {
  createNotificationsModule,
  type NotificationsModule,
  type NotificationsModuleDeps,
} from './notifications.module.ts';
export type { Notifier } from './notifications.service.ts';
export type { Notice, NotificationKind, NotifiedMember, StoredNotification } from './notifications.types.ts';
