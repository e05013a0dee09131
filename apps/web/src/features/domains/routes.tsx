import type { RouteObject } from 'react-router';

/** The addresses of a site, and their health. */
export const domainsRoutes: RouteObject[] = [
  {
    path: 'domains',
    lazy: { Component: () => import('./components/domains-page.tsx').then((module) => module.DomainsPage) },
  },
  {
    path: 'domains/health',
    lazy: { Component: () => import('./components/health-page.tsx').then((module) => module.HealthPage) },
  },
];
