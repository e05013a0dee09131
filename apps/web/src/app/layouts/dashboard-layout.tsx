import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation } from 'react-router';
import { Bell } from '../../features/notifications/components/bell.tsx';
import { StepUpHost } from '../../features/step-up/components/step-up-host.tsx';
import { useHints } from '../../realtime/hints.ts';
import { meQuery, type Me, useSite } from '../../shared/lib/session.ts';
import { ErrorState } from '../../shared/ui/index.ts';
import { AppFrame } from '../frame/app-frame.tsx';
import { BrandMark } from '../frame/brand-mark.tsx';
import { FrameSkeleton } from '../frame/frame-skeleton.tsx';
import { navFor } from '../frame/nav-items.ts';
import { useTenantCommands } from '../frame/use-commands.ts';
import { useLogOut } from '../frame/use-log-out.ts';
import { appTexts } from '../texts.ts';
import { AboveEveryPage } from './above-every-page.tsx';

/** The frame of every signed-in page of a site; nobody else gets in. */
export function DashboardLayout() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (isPending) return <FrameSkeleton />;
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void refetch()} className="min-h-dvh justify-center" />;
  if (me === null || me === undefined)
    return <Navigate to={`/log-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  return <SignedIn me={me} />;
}

function SignedIn({ me }: { me: Me }) {
  const link = useHints('/app');
  const site = useSite();
  const logOut = useLogOut('auth');
  const commands = useTenantCommands(me.operations, logOut);
  const name = site.data?.profile.siteName ?? '';
  return (
    <>
      <StepUpHost door="auth" />
      <AppFrame
        brand={
          <Link to="/dashboard" className="flex min-h-11 min-w-0 items-center">
            <BrandMark name={name} logoUrl={site.data?.logoUrl ?? null} />
            <span className="sr-only">{appTexts().toToday}</span>
          </Link>
        }
        items={navFor(me.operations)}
        person={me}
        commands={commands}
        link={link}
        notices={<AboveEveryPage />}
        bell={<Bell />}
        onLogOut={logOut}
      />
    </>
  );
}
