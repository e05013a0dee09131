import type { RouteObject } from 'react-router';

/** How the signed-in member logs in. */
export const securityRoutes: RouteObject[] = [
  {
    path: 'security',
    lazy: { Component: () => import('./components/security-page.tsx').then((module) => module.SecurityPage) },
  },
];
