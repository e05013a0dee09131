import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { ApiProblem } from '../shared/lib/api.ts';
import { buttonStyles } from '../shared/ui/button.tsx';
import { EmptyState, ErrorState } from '../shared/ui/states.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const isInDashboard = useLocation().pathname.startsWith('/dashboard/');
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <title>Nothing here</title>
      <EmptyState
        title="There is nothing at this address"
        action={
          <Link to={isInDashboard ? '/dashboard' : '/'} className={buttonStyles()} reloadDocument={!isInDashboard}>
            {isInDashboard ? 'Go to Today' : 'Go to the start'}
          </Link>
        }
      >
        The link may be old, or a letter is missing.
      </EmptyState>
    </main>
  );
}

/** While the first page's code is on its way: nothing that would flash, but a screen reader is told. */
export const FirstLoad = () => <div role="status" aria-label="Loading" className="min-h-dvh" />;

/** What a page shows when it failed to load or to draw; one page failing leaves the rest of the app standing. */
export function RouteErrorPage({ error }: { readonly error?: unknown }) {
  const missing = error instanceof ApiProblem && error.status === 404;
  const signedOut = error instanceof ApiProblem && error.status === 401;
  useEffect(() => {
    if (signedOut) window.location.assign(`/log-in?next=${encodeURIComponent(window.location.pathname)}`);
  }, [signedOut]);
  if (missing) return <NotFoundPage />;
  if (signedOut) return null;
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <ErrorState error={error} title="This page could not be shown" onRetry={() => window.location.reload()} />
    </main>
  );
}
