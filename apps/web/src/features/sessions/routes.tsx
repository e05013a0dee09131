import type { RouteObject } from 'react-router';

/**
 * The masterclasses, and one with its numbers and attendance.
 * @param beneath what other features show beneath one
 */
export const sessionsRoutes = (beneath: RouteObject[]): RouteObject[] => [
  {
    path: 'sessions',
    lazy: { Component: () => import('./components/sessions-page.tsx').then((module) => module.SessionsPage) },
  },
  {
    path: 'sessions/:sessionId',
    lazy: { Component: () => import('./components/session-page.tsx').then((module) => module.SessionPage) },
    children: beneath,
  },
];
