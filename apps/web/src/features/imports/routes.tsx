import type { RouteObject } from 'react-router';

/** Leads out of files: where a file is brought, and one import. */
export const importsRoutes: RouteObject[] = [
  {
    path: 'leads/import',
    lazy: { Component: () => import('./components/imports-page.tsx').then((module) => module.ImportsPage) },
  },
  {
    path: 'leads/import/:importId',
    lazy: { Component: () => import('./components/import-page.tsx').then((module) => module.ImportPage) },
  },
];
