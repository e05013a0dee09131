import { Navigate, type RouteObject } from 'react-router';

/** Leads out of files: where a file is brought, and one import. */
export const importsRoutes: RouteObject[] = [
  {
    path: 'leads/import',
    lazy: { Component: () => import('./components/imports-page.tsx').then((module) => module.ImportsPage) },
  },
  // What somebody types who has seen the others, which are called after what they list.
  { path: 'leads/imports', element: <Navigate to="/dashboard/leads/import" replace /> },
  {
    path: 'leads/import/:importId',
    lazy: { Component: () => import('./components/import-page.tsx').then((module) => module.ImportPage) },
  },
];
