import { Navigate, type RouteObject } from 'react-router';

/** The central admin's pages: sites, notices, reports of abuse and the embedded mailbox. */
export const adminRoutes: RouteObject[] = [
  { index: true, element: <Navigate to="/tenants" replace /> },
  {
    path: 'tenants',
    lazy: { Component: () => import('./components/tenants-page.tsx').then((module) => module.TenantsPage) },
  },
  {
    path: 'tenants/:tenantId',
    lazy: { Component: () => import('./components/tenant-page.tsx').then((module) => module.TenantPage) },
  },
  {
    path: 'broadcasts',
    lazy: { Component: () => import('./components/broadcasts-page.tsx').then((module) => module.BroadcastsPage) },
  },
  {
    path: 'abuse',
    lazy: { Component: () => import('./components/abuse-page.tsx').then((module) => module.AbusePage) },
  },
  {
    path: 'paused-mail',
    lazy: { Component: () => import('./components/paused-mail-page.tsx').then((module) => module.PausedMailPage) },
  },
  {
    path: 'sales-tax',
    lazy: { Component: () => import('./components/sales-seller-page.tsx').then((module) => module.SalesSellerPage) },
  },
  {
    path: 'mail',
    lazy: { Component: () => import('./components/mail-page.tsx').then((module) => module.MailPage) },
    children: [
      {
        path: ':mailId',
        lazy: { Component: () => import('./components/mail-reader.tsx').then((module) => module.MailReader) },
      },
    ],
  },
];
