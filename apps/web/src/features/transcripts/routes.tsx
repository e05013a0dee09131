import type { RouteObject } from 'react-router';

/** What was said in a recording, and a search over all of them. */
export const transcriptsRoutes: RouteObject[] = [
  {
    path: 'sessions/said',
    lazy: { Component: () => import('./components/search-page.tsx').then((module) => module.SearchPage) },
  },
  {
    path: 'sessions/:sessionId/recordings/:recordingId/transcript',
    lazy: { Component: () => import('./components/transcript-page.tsx').then((module) => module.TranscriptPage) },
  },
];
