import type { HostKind } from '@stageline/contracts';
import { createBrowserRouter, type RouteObject } from 'react-router';

/** The routes of one host; each host's are a chunk of their own. */
async function routesOf(host: HostKind): Promise<RouteObject[]> {
  switch (host) {
    case 'tenant':
      return (await import('./routes/tenant.tsx')).tenantRoutes;
    case 'platform':
      return (await import('./routes/platform.tsx')).platformRoutes;
    case 'admin':
      return (await import('./routes/admin.tsx')).adminRoutes;
  }
}

/** The router of the host that served this document. */
export const createAppRouter = async (host: HostKind) => createBrowserRouter(await routesOf(host));
