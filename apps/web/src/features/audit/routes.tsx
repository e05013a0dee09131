import type { RouteObject } from 'react-router';

/** The audit log of a site. */
export const auditRoutes: RouteObject[] = [
  {
    path: 'audit',
    lazy: { Component: () => import('./components/audit-page.tsx').then((module) => module.AuditPage) },
  },
];
/** The audit log of the platform. */
export const platformAuditRoutes: RouteObject[] = [
  {
    path: 'audit',
    lazy: {
      Component: () => import('./components/platform-audit-page.tsx').then((module) => module.PlatformAuditPage),
    },
  },
];
