import type { RouteObject } from 'react-router';

/** `/log-in` and `/handover` of a site. */
export const tenantAuthRoutes: RouteObject[] = [
  {
    path: '/log-in',
    lazy: { Component: () => import('./components/tenant-log-in-page.tsx').then((module) => module.TenantLogInPage) },
  },
  {
    path: '/handover',
    lazy: { Component: () => import('./components/handover-page.tsx').then((module) => module.HandoverPage) },
  },
];
/** `/log-in` of the platform host. */
export const platformAuthRoutes: RouteObject[] = [
  {
    path: '/log-in',
    lazy: {
      Component: () => import('./components/platform-log-in-page.tsx').then((module) => module.PlatformLogInPage),
    },
  },
];
/** `/log-in` of the central admin host. */
export const adminAuthRoutes: RouteObject[] = [
  {
    path: '/log-in',
    lazy: { Component: () => import('./components/admin-log-in-page.tsx').then((module) => module.AdminLogInPage) },
  },
];
