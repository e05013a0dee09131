import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

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
