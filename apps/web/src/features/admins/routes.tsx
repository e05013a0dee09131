import type { RouteObject } from 'react-router';

/** Who administers the platform. */
export const adminsRoutes: RouteObject[] = [
  {
    path: 'admins',
    lazy: { Component: () => import('./components/admins-page.tsx').then((module) => module.AdminsPage) },
  },
];
