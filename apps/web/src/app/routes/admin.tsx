import type { RouteObject } from 'react-router';
import { adminRoutes as adminPages } from '../../features/admin/routes.tsx';
import { platformAuditRoutes } from '../../features/audit/routes.tsx';
import { adminsRoutes } from '../../features/admins/routes.tsx';
import { adminAuthRoutes } from '../../features/auth/routes.tsx';
import { brandPolicyRoutes } from '../../features/brand-policy/routes.tsx';
import { adminIsolationRoutes } from '../../features/isolation/routes.tsx';
import { adminSecurityRoutes } from '../../features/security/routes.tsx';
import { adminTemplateRoutes } from '../../features/templates/routes.tsx';
import { NotFoundPage, RouteErrorPage } from '../error-pages.tsx';

/** The central admin host. */
export const adminRoutes: RouteObject[] = [
  {
    ErrorBoundary: RouteErrorPage,
    children: [
      ...adminAuthRoutes,
      {
        path: '/',
        lazy: { Component: () => import('../layouts/admin-layout.tsx').then((module) => module.AdminLayout) },
        children: [
          {
            ErrorBoundary: RouteErrorPage,
            children: [
              ...adminPages,
              ...platformAuditRoutes,
              ...adminTemplateRoutes,
              ...adminIsolationRoutes,
              ...brandPolicyRoutes,
              ...adminsRoutes,
              ...adminSecurityRoutes(() => import('../pages/sign-ins.tsx').then((module) => module.AdminSignIns)),
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
];
