import type { RouteObject } from 'react-router';

const page = () => import('./components/replay-page.tsx').then((module) => module.ReplayPage);

/** A replay, behind its own link or somebody's personal one. */
export const replayRoutes: RouteObject[] = [
  { path: '/replay/:key', lazy: { Component: page } },
  { path: '/join/:token/replay', lazy: { Component: page } },
];

/** The replays of a masterclass, for those who publish them. */
export const replayManageRoutes: RouteObject[] = [
  {
    path: 'sessions/:sessionId/replay',
    lazy: { Component: () => import('./components/manage-page.tsx').then((module) => module.ManagePage) },
  },
];
