import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, Navigate, useLocation } from 'react-router';
import { StepUpHost } from '../../features/step-up/components/step-up-host.tsx';
import { withMessages } from '../../shared/i18n/index.ts';
import { useHints } from '../../realtime/hints.ts';
import { adminMeQuery, type AdminMe } from '../../shared/lib/session.ts';
import { ErrorState } from '../../shared/ui/index.ts';
import { Wordmark } from '../../shared/ui/wordmark.tsx';
import { AppFrame } from '../frame/app-frame.tsx';
import { FrameSkeleton } from '../frame/frame-skeleton.tsx';
import { adminNav } from '../frame/nav-items.ts';
import { useAdminCommands } from '../frame/use-commands.ts';
import { useLogOut } from '../frame/use-log-out.ts';
import { appTexts } from '../texts.ts';

/** The central admin's frame; nobody else gets in. */
export function AdminLayout() {
  const { data: admin, error, isPending, refetch } = useQuery(adminMeQuery);
  const { pathname, search } = useLocation();
  if (isPending) return <FrameSkeleton />;
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void refetch()} className="min-h-dvh justify-center" />;
  if (admin === null || admin === undefined)
    return <Navigate to={`/log-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  return <SignedIn admin={admin} />;
}

const LeakBanner = lazy(() =>
  import('../../features/isolation/components/leak-banner.tsx')
    .then((module) => withMessages(module.LeakBanner))
    .then((loaded) => ({ default: loaded })),
);

const FactorBar = lazy(() =>
  import('../../features/admins/components/factor-bar.tsx')
    .then((module) => withMessages(module.FactorBar))
    .then((loaded) => ({ default: loaded })),
);

function SignedIn({ admin }: { admin: AdminMe }) {
  const link = useHints('/admin');
  const logOut = useLogOut('admin');
  const commands = useAdminCommands(admin.operations, logOut);
  return (
    <>
      <StepUpHost door="admin" />
      <AppFrame
        brand={
          <Link to="/tenants" className="flex min-h-11 min-w-0 items-center">
            <Wordmark suffix={appTexts().admin} />
            <span className="sr-only">{appTexts().toSites}</span>
          </Link>
        }
        items={adminNav(admin.operations)}
        person={admin}
        commands={commands}
        link={link}
        notices={
          <Suspense fallback={null}>
            <LeakBanner />
            <FactorBar />
          </Suspense>
        }
        onLogOut={logOut}
      />
    </>
  );
}
