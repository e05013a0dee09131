import type { HostKind } from '@stageline/contracts';
import { Suspense, useLayoutEffect, useState, useTransition } from 'react';
import { Router, useRoutes, type RouteObject } from 'react-router';
import { FirstLoad } from './error-pages.tsx';
import { createGuardedHistory } from './guarded-history.ts';
import { Navigating } from './navigating.ts';
import { routeElements } from './route-elements.tsx';

/** The routes of one host; each host's are a chunk of their own. */
export async function routesOf(host: HostKind): Promise<RouteObject[]> {
  switch (host) {
    case 'tenant':
      return routeElements((await import('./routes/tenant.tsx')).tenantRoutes);
    case 'platform':
      return routeElements((await import('./routes/platform.tsx')).platformRoutes);
    case 'admin':
      return routeElements((await import('./routes/admin.tsx')).adminRoutes);
  }
}

const Routes = ({ routes }: { readonly routes: RouteObject[] }) => useRoutes(routes);

/** The router of the host that served this document. */
export function AppRouter({ routes }: { readonly routes: RouteObject[] }) {
  const [history] = useState(() => createGuardedHistory());
  const [at, setAt] = useState({ location: history.location, action: history.action });
  const [isNavigating, startNavigation] = useTransition();
  useLayoutEffect(
    () => history.listen(({ location, action }) => startNavigation(() => setAt({ location, action }))),
    [history, startNavigation],
  );
  const { pathname } = at.location;
  useLayoutEffect(() => {
    if (at.action !== 'PUSH') return;
    window.scrollTo(0, 0);
    // In the frame of the signed-in pages this is what scrolls.
    document.getElementById('main')?.scrollTo(0, 0);
    // A change of the search alone, e.g. of a filter, leaves the page where it is.
  }, [pathname, at.action]);
  return (
    <Navigating value={isNavigating}>
      <Router location={at.location} navigationType={at.action} navigator={history}>
        <Suspense fallback={<FirstLoad />}>
          <Routes routes={routes} />
        </Suspense>
      </Router>
    </Navigating>
  );
}
