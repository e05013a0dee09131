import type { RouteObject } from 'react-router';

/** Where a visit of support enters a site. */
export const supportRoutes: RouteObject[] = [
  {
    path: '/support',
    lazy: { Component: () => import('./components/support-entry-page.tsx').then((module) => module.SupportEntryPage) },
  },
];
