import type { RouteObject } from 'react-router';

/** The dashboard's first screen. */
export const dashboardRoutes: RouteObject[] = [
  {
    index: true,
    lazy: { Component: () => import('./components/dashboard-page.tsx').then((module) => module.DashboardPage) },
  },
];
