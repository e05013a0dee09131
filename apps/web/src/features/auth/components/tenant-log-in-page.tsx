import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { nextAddress } from '../../../shared/lib/next-address.ts';
import { meQuery, useSite } from '../../../shared/lib/session.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Avatar } from '../../../shared/ui/index.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CredentialsForm } from './credentials-form.tsx';

/** Log-in of a site's own people. */
export function TenantLogInPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  const { data: site } = useSite();
  const siteName = site?.profile.siteName ?? 'this site';
  useTitle(`Log in · ${siteName}`);
  return (
    <AuthFrame
      brand={
        <a href="/" className="inline-flex min-h-11 items-center gap-3 font-semibold text-text">
          <Avatar name={siteName} src={site?.logoUrl} className="rounded-md" />
          {siteName}
        </a>
      }
      title="Log in"
      description={`For the team of ${siteName}.`}
      footer={
        <>
          Here for a masterclass? Open the link in your invitation, or{' '}
          <a href="/" className="font-medium text-primary-text underline underline-offset-4">
            register
          </a>
          .
        </>
      }
    >
      <CredentialsForm
        onSubmit={async (body) => {
          client.setQueryData(meQuery.queryKey, await call('auth.log-in', { body }));
          await navigate(nextAddress(search, '/dashboard'), { replace: true });
        }}
      />
    </AuthFrame>
  );
}
