import type { RouteObject } from 'react-router';

/** What stands beneath a masterclass: its recordings. */
export const recordingsRoutes: RouteObject[] = [
  {
    index: true,
    lazy: {
      Component: () => import('./components/session-recordings.tsx').then((module) => module.SessionRecordings),
    },
  },
];
