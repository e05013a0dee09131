import type { RouteObject } from 'react-router';

/** The runs of the isolation canary, for the central admin. */
export const adminIsolationRoutes: RouteObject[] = [
  {
    path: 'isolation',
    lazy: { Component: () => import('./components/isolation-page.tsx').then((module) => module.IsolationPage) },
  },
];
/** The public status page, on the platform's host. */
export const statusRoutes: RouteObject[] = [
  {
    path: 'status',
    lazy: { Component: () => import('./components/status-page.tsx').then((module) => module.StatusPage) },
  },
];
