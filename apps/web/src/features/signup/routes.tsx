import type { RouteObject } from 'react-router';

/** `/sign-up` of the platform host. */
export const signupRoutes: RouteObject[] = [
  {
    path: '/sign-up',
    lazy: { Component: () => import('./components/sign-up-page.tsx').then((module) => module.SignUpPage) },
  },
];
