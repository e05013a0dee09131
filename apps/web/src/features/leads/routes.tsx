import type { RouteObject } from 'react-router';

/** The list of leads, and one lead beside it. */
export const leadsRoutes: RouteObject[] = [
  {
    path: 'leads/duplicates',
    lazy: { Component: () => import('./components/duplicates-page.tsx').then((module) => module.DuplicatesPage) },
  },
  {
    path: 'leads/:leadId/merge/:otherId',
    lazy: { Component: () => import('./components/merge-page.tsx').then((module) => module.MergePage) },
  },
  {
    path: 'leads',
    lazy: { Component: () => import('./components/leads-page.tsx').then((module) => module.LeadsPage) },
    children: [
      {
        path: ':leadId',
        lazy: { Component: () => import('./components/lead-page.tsx').then((module) => module.LeadPage) },
      },
    ],
  },
];
