import type { RouteObject } from 'react-router';

/** Where central administrators set what the platform fixes for every site. */
export const brandPolicyRoutes: RouteObject[] = [
  {
    path: 'brand-policy',
    lazy: { Component: () => import('./components/brand-policy-page.tsx').then((module) => module.BrandPolicyPage) },
  },
];
