import type { RouteObject } from 'react-router';
import { addressRoutes } from '../../features/address/routes.tsx';
import { analyticsRoutes } from '../../features/analytics/routes.tsx';
import { notificationsRoutes } from '../../features/notifications/routes.tsx';
import { assignmentRoutes } from '../../features/assignment/routes.tsx';
import { automationsRoutes } from '../../features/automations/routes.tsx';
import { billingRoutes } from '../../features/billing/routes.tsx';
import { bookingRoutes } from '../../features/booking/routes.tsx';
import { orderRoutes } from '../../features/order/routes.tsx';
import { callsRoutes } from '../../features/calls/routes.tsx';
import { auditRoutes } from '../../features/audit/routes.tsx';
import { tenantAuthRoutes } from '../../features/auth/routes.tsx';
import { dashboardRoutes } from '../../features/dashboard/routes.tsx';
import { domainsRoutes } from '../../features/domains/routes.tsx';
import { importsRoutes } from '../../features/imports/routes.tsx';
import { leadsRoutes } from '../../features/leads/routes.tsx';
import { mailsRoutes } from '../../features/mails/routes.tsx';
import { membersRoutes } from '../../features/members/routes.tsx';
import { moneyRoutes } from '../../features/money/routes.tsx';
import { pipelinesRoutes } from '../../features/pipelines/routes.tsx';
import { replayManageRoutes, replayRoutes } from '../../features/replay/routes.tsx';
import { roomDashboardRoutes, roomRoutes } from '../../features/room/routes.tsx';
import { securityRoutes } from '../../features/security/routes.tsx';
import { recordingsRoutes } from '../../features/recordings/routes.tsx';
import { sessionsRoutes } from '../../features/sessions/routes.tsx';
import { siteSettingsRoutes } from '../../features/site-settings/routes.tsx';
import { supportRoutes } from '../../features/support/routes.tsx';
import { templateRoutes } from '../../features/templates/routes.tsx';
import { transcriptsRoutes } from '../../features/transcripts/routes.tsx';
import { webinarsRoutes } from '../../features/webinars/routes.tsx';
import { NotFoundPage, RouteErrorPage } from '../error-pages.tsx';

/** Everything on a site's host beyond its public pages. */
export const tenantRoutes: RouteObject[] = [
  {
    ErrorBoundary: RouteErrorPage,
    children: [
      ...tenantAuthRoutes,
      ...supportRoutes,
      {
        path: '/dashboard',
        lazy: { Component: () => import('../layouts/dashboard-layout.tsx').then((module) => module.DashboardLayout) },
        children: [
          {
            ErrorBoundary: RouteErrorPage,
            children: [
              ...dashboardRoutes,
              ...importsRoutes,
              ...leadsRoutes,
              ...callsRoutes,
              ...pipelinesRoutes,
              ...assignmentRoutes,
              ...automationsRoutes,
              ...mailsRoutes,
              ...notificationsRoutes,
              ...sessionsRoutes(recordingsRoutes),
              ...transcriptsRoutes,
              ...roomDashboardRoutes,
              ...replayManageRoutes,
              ...webinarsRoutes,
              ...analyticsRoutes,
              ...membersRoutes,
              ...securityRoutes(() => import('../pages/sign-ins.tsx').then((module) => module.MemberSignIns)),
              ...moneyRoutes,
              ...billingRoutes,
              ...domainsRoutes,
              ...addressRoutes,
              ...templateRoutes,
              ...auditRoutes,
              ...siteSettingsRoutes(() => import('../pages/site-preview.tsx').then((module) => module.SitePreview)),
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
      ...replayRoutes,
      ...bookingRoutes,
      ...orderRoutes,
      {
        path: '/',
        lazy: { Component: () => import('../store.tsx').then((module) => module.Component) },
        children: roomRoutes,
      },
      { path: '*', Component: NotFoundPage },
    ],
  },
];
