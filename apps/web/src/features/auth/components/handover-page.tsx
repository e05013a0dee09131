import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { meQuery, useSite } from '../../../shared/lib/session.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Avatar, buttonStyles } from '../../../shared/ui/index.ts';
import { Spinner } from '../../../shared/ui/spinner.tsx';
import { AuthFrame } from './auth-frame.tsx';

/** Comes from the platform host with a token in the fragment, which no server log sees, and spends it. */
export function HandoverPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  // Out of the address at once, so that neither history nor a copied address carries it.
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: site } = useSite();
  const siteName = site?.profile.siteName ?? 'your site';
  useTitle(`One moment · ${siteName}`);
  const spending = useQuery({
    queryKey: ['handover', token],
    queryFn: () => call('auth.hand-over', { body: { token } }),
    enabled: token.length >= 20,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    if (spending.data === undefined) return;
    client.setQueryData(meQuery.queryKey, spending.data);
    void navigate('/dashboard', { replace: true });
  }, [client, navigate, spending.data]);

  const brand = (
    <span className="inline-flex min-h-11 items-center gap-3 font-semibold text-text">
      <Avatar name={siteName} src={site?.logoUrl} className="rounded-md" />
      {siteName}
    </span>
  );
  if (token.length < 20 || spending.isError) {
    return (
      <AuthFrame
        brand={brand}
        title="Please log in"
        description="This link worked once and has been used, or its minute is over."
      >
        <Link to="/log-in" className={buttonStyles({ variant: 'primary', size: 'lg' })}>
          Log in
        </Link>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame brand={brand} title="One moment">
      <p role="status" className="flex items-center gap-3 text-base text-text-muted">
        <Spinner /> Opening your dashboard
      </p>
    </AuthFrame>
  );
}
