import type { RouteObject } from 'react-router';

/** The pipelines of a site and their stages. */
export const pipelinesRoutes: RouteObject[] = [
  {
    path: 'pipelines',
    lazy: { Component: () => import('./components/pipelines-page.tsx').then((module) => module.PipelinesPage) },
  },
];
