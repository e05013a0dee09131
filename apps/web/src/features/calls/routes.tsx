import type { RouteObject } from 'react-router';

/** Calls that are booked, when one takes them, and what can be booked. */
export const callsRoutes: RouteObject[] = [
  { path: 'calls', lazy: { Component: () => import('./components/calls-page.tsx').then((m) => m.CallsPage) } },
  { path: 'calls/hours', lazy: { Component: () => import('./components/hours-page.tsx').then((m) => m.HoursPage) } },
  { path: 'calls/types', lazy: { Component: () => import('./components/types-page.tsx').then((m) => m.TypesPage) } },
  { path: 'calls/:callId', lazy: { Component: () => import('./components/call-page.tsx').then((m) => m.CallPage) } },
];
