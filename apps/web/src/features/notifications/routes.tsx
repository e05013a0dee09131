import type { RouteObject } from 'react-router';

/** What the member was told, and how they want to be. */
export const notificationsRoutes: RouteObject[] = [
  {
    path: 'notifications',
    lazy: {
      Component: () => import('./components/notifications-page.tsx').then((module) => module.NotificationsPage),
    },
  },
  {
    path: 'notifications/settings',
    lazy: {
      Component: () => import('./components/settings-page.tsx').then((module) => module.NotificationSettingsPage),
    },
  },
];
