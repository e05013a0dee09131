import type { RouteObject } from 'react-router';

const editor = () => import('./components/automation-page.tsx').then((module) => module.AutomationPage);

/** Rules that act by themselves: the list of them, and one at a time. */
export const automationsRoutes: RouteObject[] = [
  {
    path: 'automations',
    lazy: { Component: () => import('./components/automations-page.tsx').then((module) => module.AutomationsPage) },
  },
  { path: 'automations/:automationId', lazy: { Component: editor } },
];
