import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useHints } from '../../realtime/hints.ts';
import { call } from '../../shared/lib/api.ts';
import { meQuery, type Me, useSite } from '../../shared/lib/session.ts';
import { toast } from '../../shared/ui/index.ts';
import { BottomBar } from '../frame/bottom-bar.tsx';
import { ConnectionNote } from '../frame/connection-note.tsx';
import { FrameSkeleton } from '../frame/frame-skeleton.tsx';
import { navFor } from '../frame/nav-items.ts';
import { Sidebar } from '../frame/sidebar.tsx';
import { TopBar } from '../frame/top-bar.tsx';
import { useCommands } from '../frame/use-commands.ts';
import { usePaletteState } from '../frame/use-palette.ts';

const CommandPalette = lazy(() => import('../frame/command-palette.tsx'));

/** The frame of every signed-in page of a site; nobody else gets in. */
export function DashboardLayout() {
  return (
    <Suspense fallback={<FrameSkeleton />}>
      <SignedInOnly />
    </Suspense>
  );
}

function SignedInOnly() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { pathname, search } = useLocation();
  if (me === null) return <Navigate to={`/log-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  return <Frame me={me} />;
}

function Frame({ me }: { me: Me }) {
  const link = useHints('/app');
  const site = useSite();
  const logOut = useLogOut();
  const palette = usePaletteState();
  const commands = useCommands(me.permissions, logOut);
  const items = navFor(me.permissions);
  const brand = { name: site.data?.profile.siteName ?? '', logoUrl: site.data?.logoUrl ?? null };
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-4 py-3 font-medium shadow-overlay focus-visible:not-sr-only focus-visible:fixed focus-visible:start-4 focus-visible:top-4"
      >
        Skip to the content
      </a>
      <Sidebar brand={brand} items={items} me={me} onOpenPalette={palette.open} onLogOut={logOut} />
      <TopBar brand={brand} me={me} onOpenPalette={palette.open} onLogOut={logOut} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConnectionNote link={link} />
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto focus:outline-none">
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar items={items} />
      {palette.isOpen ? (
        <Suspense fallback={null}>
          <CommandPalette commands={commands} onClose={palette.close} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Ends the session on the server, forgets what was shown, and goes to the log-in. */
function useLogOut(): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => call('auth.log-out'),
    onSuccess: () => {
      client.clear();
      window.location.assign('/log-in');
    },
    onError: () => toast.error('You are still logged in. Check your connection and try again.'),
  });
  return useCallback(() => mutate(), [mutate]);
}
