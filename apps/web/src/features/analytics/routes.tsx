import type { RouteObject } from 'react-router';

/** The numbers of a site. */
export const analyticsRoutes: RouteObject[] = [
  {
    path: 'analytics',
    lazy: { Component: () => import('./components/analytics-page.tsx').then((module) => module.AnalyticsPage) },
  },
  {
    path: 'analytics/sales',
    lazy: { Component: () => import('./components/sales-page.tsx').then((module) => module.SalesPage) },
  },
];
