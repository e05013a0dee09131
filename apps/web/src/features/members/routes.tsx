import type { RouteObject } from 'react-router';

/** The team of a site. */
export const membersRoutes: RouteObject[] = [
  { path: 'team', lazy: { Component: () => import('./components/team-page.tsx').then((module) => module.TeamPage) } },
];
