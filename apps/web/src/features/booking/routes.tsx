import type { RouteObject } from 'react-router';

/** Calls that visitors book, and what they do with one that is booked. */
export const bookingRoutes: RouteObject[] = [
  {
    path: '/book',
    lazy: { Component: () => import('./components/choose-page.tsx').then((module) => module.ChoosePage) },
  },
  {
    path: '/book/:slug',
    lazy: { Component: () => import('./components/booking-page.tsx').then((module) => module.BookingPage) },
  },
  {
    path: '/call/:token',
    lazy: { Component: () => import('./components/booked-page.tsx').then((module) => module.BookedPage) },
  },
];
