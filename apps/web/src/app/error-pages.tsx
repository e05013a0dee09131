import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { ApiProblem } from '../shared/lib/request.ts';
import { buttonStyles } from '../shared/ui/button.tsx';
import { EmptyState, ErrorState } from '../shared/ui/states.tsx';
import { appTexts } from './texts.ts';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const isInDashboard = useLocation().pathname.startsWith('/dashboard/');
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <title>{appTexts().nothingHere}</title>
      <EmptyState
        title={appTexts().nothingAtAddress}
        action={
          <Link to={isInDashboard ? '/dashboard' : '/'} className={buttonStyles()} reloadDocument={!isInDashboard}>
            {isInDashboard ? appTexts().goToToday : appTexts().goToStart}
          </Link>
        }
      >
        {appTexts().mayBeOld}
      </EmptyState>
    </main>
  );
}

/** While the first page's code is on its way: nothing that would flash, but a screen reader is told. */
export const FirstLoad = () => <div role="status" aria-label={appTexts().loading} className="min-h-dvh" />;

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
      <ErrorState error={error} title={appTexts().notShown} onRetry={() => window.location.reload()} />
    </main>
  );
}
