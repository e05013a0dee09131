import type { RouteObject } from 'react-router';

/** What somebody orders by an offer of a masterclass, and the public count of it. */
export const orderRoutes: RouteObject[] = [
  {
    path: '/order/:token',
    lazy: { Component: () => import('./components/order-page.tsx').then((module) => module.OrderPage) },
  },
  {
    path: '/ordered/:offerId',
    lazy: { Component: () => import('./components/count-page.tsx').then((module) => module.CountPage) },
  },
];
