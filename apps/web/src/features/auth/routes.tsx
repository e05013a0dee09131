import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import type { Door } from './hooks/use-log-in.ts';

type DoorPage = ComponentType<{ readonly door: Door }>;

/** A page that both doors have, as one of them shows it. */
const at = (door: Door, load: () => Promise<DoorPage>) => ({
  Component: async () => {
    const Page = await load();
    return () => <Page door={door} />;
  },
});

/** What a site's host and the platform's have in common. */
const sharedRoutes = (door: Door): RouteObject[] => [
  {
    path: '/log-in/with-link',
    lazy: at(door, async () => {
      const { AddressPage } = await import('./components/address-page.tsx');
      return ({ door: own }) => <AddressPage door={own} kind="link" />;
    }),
  },
  {
    path: '/log-in/forgot',
    lazy: at(door, async () => {
      const { AddressPage } = await import('./components/address-page.tsx');
      return ({ door: own }) => <AddressPage door={own} kind="reset" />;
    }),
  },
  { path: '/log-in/link', lazy: at(door, async () => (await import('./components/link-page.tsx')).LinkPage) },
  {
    path: '/log-in/new-password',
    lazy: at(door, async () => (await import('./components/new-password-page.tsx')).NewPasswordPage),
  },
  {
    path: '/log-in/confirm-email',
    lazy: at(door, async () => (await import('./components/confirm-email-page.tsx')).ConfirmEmailPage),
  },
  { path: '/handover', lazy: at(door, async () => (await import('./components/handover-page.tsx')).HandoverPage) },
];

/** Log-in and hand-over of a site. */
export const tenantAuthRoutes: RouteObject[] = [
  {
    path: '/log-in',
    lazy: { Component: () => import('./components/tenant-log-in-page.tsx').then((module) => module.TenantLogInPage) },
  },
  {
    path: '/invitation',
    lazy: { Component: () => import('./components/invitation-page.tsx').then((module) => module.InvitationPage) },
  },
  ...sharedRoutes('auth'),
];
/** Log-in and hand-over of the platform host. */
export const platformAuthRoutes: RouteObject[] = [
  {
    path: '/log-in',
    lazy: {
      Component: () => import('./components/platform-log-in-page.tsx').then((module) => module.PlatformLogInPage),
    },
  },
  ...sharedRoutes('platform'),
];
/** Log-in of the central admin host, and the link of an invitation there. */
export const adminAuthRoutes: RouteObject[] = [
  {
    path: '/log-in',
    lazy: { Component: () => import('./components/admin-log-in-page.tsx').then((module) => module.AdminLogInPage) },
  },
  {
    path: '/invitation',
    lazy: {
      Component: () => import('./components/admin-invitation-page.tsx').then((module) => module.AdminInvitationPage),
    },
  },
];
