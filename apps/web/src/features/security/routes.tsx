import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

/** The same page for administrators, on their host. @param loadSignIns as `securityRoutes` */
export const adminSecurityRoutes = (loadSignIns: () => Promise<ComponentType>): RouteObject[] => [
  {
    path: 'security',
    lazy: {
      Component: async () => {
        const [{ AdminSecurityPage }, SignIns] = await Promise.all([
          import('./components/security-page.tsx'),
          loadSignIns(),
        ]);
        return () => <AdminSecurityPage SignIns={SignIns} />;
      },
    },
  },
];

/**
 * How the signed-in member logs in.
 * @param loadSignIns where they are signed in; it belongs to another feature, so the app brings the two together
 */
export const securityRoutes = (loadSignIns: () => Promise<ComponentType>): RouteObject[] => [
  {
    path: 'security',
    lazy: {
      Component: async () => {
        const [{ SecurityPage }, SignIns] = await Promise.all([
          import('./components/security-page.tsx'),
          loadSignIns(),
        ]);
        return () => <SecurityPage SignIns={SignIns} />;
      },
    },
  },
];
