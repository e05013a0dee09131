import type { RouteObject } from 'react-router';

/** The plan of the site and how it is paid. */
export const billingRoutes: RouteObject[] = [
  {
    path: 'billing',
    lazy: { Component: () => import('./components/billing-page.tsx').then((module) => module.BillingPage) },
  },
];
