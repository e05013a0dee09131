import { Navigate, type RouteObject } from 'react-router';

/** The central admin's pages: sites and the embedded mailbox. */
export const adminRoutes: RouteObject[] = [
  { index: true, element: <Navigate to="/tenants" replace /> },
  {
    path: 'tenants',
    lazy: { Component: () => import('./components/tenants-page.tsx').then((module) => module.TenantsPage) },
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
