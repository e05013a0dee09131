import type { RouteObject } from 'react-router';

/** The site's address under the platform. */
export const addressRoutes: RouteObject[] = [
  {
    path: 'address',
    lazy: { Component: () => import('./components/address-page.tsx').then((module) => module.AddressPage) },
  },
];
