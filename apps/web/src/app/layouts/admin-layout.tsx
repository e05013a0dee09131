import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Building2, Mail } from 'lucide-react';
import { Navigate, useLocation } from 'react-router';
import { useHints } from '../../realtime/hints.ts';
import { call } from '../../shared/lib/api.ts';
import { adminMeQuery, type AdminMe } from '../../shared/lib/session.ts';
import { ErrorState, toast } from '../../shared/ui/index.ts';
import { Wordmark } from '../../shared/ui/wordmark.tsx';
import { AppShell, AppShellSkeleton, type NavEntry } from './app-shell.tsx';

const entries: readonly NavEntry[] = [
  { to: '/tenants', label: 'Sites', icon: Building2 },
  { to: '/mail', label: 'Mail', icon: Mail },
];

function SignedIn({ admin }: { readonly admin: AdminMe }) {
  const link = useHints('/admin');
  const client = useQueryClient();
  const logOut = async (): Promise<void> => {
    try {
      await call('admin.log-out');
      client.clear();
      window.location.assign('/log-in');
    } catch {
      toast.error('You could not be logged out. Check your connection and try again.');
    }
  };
  return <AppShell brand={<Wordmark suffix="Admin" />} entries={entries} person={admin} link={link} onLogOut={() => void logOut()} />;
}

/** The central admin's frame; nobody else gets in. */
export function AdminLayout() {
  const { data: admin, error, isPending, refetch } = useQuery(adminMeQuery);
  const { pathname, search } = useLocation();
  if (isPending) return <AppShellSkeleton />;
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} className="min-h-dvh justify-center" />;
  if (admin === null || admin === undefined) return <Navigate to={`/log-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  return <SignedIn admin={admin} />;
}
