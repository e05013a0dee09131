import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { siteQuery } from '../../../shared/lib/session.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { buttonStyles } from '../../../shared/ui/index.ts';
import { Spinner } from '../../../shared/ui/spinner.tsx';
import { useFragment } from '../hooks/use-fragment.ts';
import type { Door, LogInState } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { LogInOutcome } from './log-in-outcome.tsx';
import { BrandOf } from './site-brand.tsx';

/** Comes from another host with a token in the fragment, which no server log sees, and spends it. */
export function HandoverPage({ door }: { readonly door: Door }) {
  const token = useFragment();
  return (
    <LogInOutcome door={door}>{(receive) => <Spending door={door} token={token} receive={receive} />}</LogInOutcome>
  );
}

function Spending({ door, token, receive }: { door: Door; token: string; receive: LogInState['receive'] }) {
  const texts = authTexts();
  const { data: site } = useQuery({ ...siteQuery, enabled: door === 'auth' });
  useTitle(texts.handover.pageTitle(site?.profile.siteName ?? (door === 'auth' ? texts.yourSite : 'Stageline')));
  const spending = useQuery({
    queryKey: ['handover', token],
    queryFn: () => leavingVisit(() => call(`${door}.hand-over`, { body: { token } })),
    enabled: token.length >= 20,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data } = spending;
  useEffect(() => {
    if (data !== undefined) void receive(data);
    // Once per answer: `receive` is another function on every render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [data]);
  if (token.length < 20 || spending.isError) {
    const { failedTitle, failed } = texts.handover;
    return (
      <AuthFrame brand={<BrandOf door={door} />} title={failedTitle} description={failed}>
        <Link to="/log-in" className={buttonStyles({ variant: 'primary', size: 'lg' })}>
          {texts.logIn}
        </Link>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame brand={<BrandOf door={door} />} title={texts.handover.title}>
      <p role="status" className="flex items-center gap-3 text-base text-text-muted">
        <Spinner /> {texts.handover.opening}
      </p>
    </AuthFrame>
  );
}
