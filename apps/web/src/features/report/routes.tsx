import type { RouteObject } from 'react-router';

/** Where anybody reports a site. */
export const reportRoutes: RouteObject[] = [
  {
    path: '/report',
    lazy: { Component: () => import('./components/report-page.tsx').then((module) => module.ReportPage) },
  },
];
