import type { RouteObject } from 'react-router';

/** The live room: the host's behind the log-in, an attendee's behind their personal link. */
export const roomRoutes: RouteObject[] = [
  {
    path: 'room/:sessionId',
    lazy: { Component: () => import('./components/host-page.tsx').then((module) => module.HostPage) },
  },
  {
    path: 'join/:token',
    lazy: { Component: () => import('./components/attendee-page.tsx').then((module) => module.AttendeePage) },
  },
];
