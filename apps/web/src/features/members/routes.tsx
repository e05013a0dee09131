import type { RouteObject } from 'react-router';

/** The team, and what its roles may do. */
export const membersRoutes: RouteObject[] = [
  {
    path: 'team',
    lazy: { Component: () => import('./components/team-page.tsx').then((module) => module.TeamPage) },
  },
  {
    path: 'team/roles',
    lazy: { Component: () => import('./components/roles-page.tsx').then((module) => module.RolesPage) },
  },
];
