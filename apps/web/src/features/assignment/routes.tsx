import type { RouteObject } from 'react-router';

/** How leads find their members. */
export const assignmentRoutes: RouteObject[] = [
  {
    path: 'assignment',
    lazy: { Component: () => import('./components/assignment-page.tsx').then((module) => module.AssignmentPage) },
  },
];
