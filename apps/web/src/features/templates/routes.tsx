import type { RouteObject } from 'react-router';

/** What a site began with, and its updates. */
export const templateRoutes: RouteObject[] = [
  {
    path: 'template',
    lazy: { Component: () => import('./components/template-page.tsx').then((module) => module.TemplatePage) },
  },
];
/** The templates of the platform. */
export const adminTemplateRoutes: RouteObject[] = [
  {
    path: 'templates',
    lazy: {
      Component: () => import('./components/admin-templates-page.tsx').then((module) => module.AdminTemplatesPage),
    },
  },
];
