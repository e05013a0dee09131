import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { nextAddress } from '../../../shared/lib/next-address.ts';
import { adminMeQuery } from '../../../shared/lib/session.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Wordmark } from '../../../shared/ui/wordmark.tsx';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CredentialsForm } from './credentials-form.tsx';

/** Log-in of the central administrators. */
export function AdminLogInPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  const texts = authTexts();
  useTitle(texts.pageTitle('Stageline Admin'));
  return (
    <AuthFrame brand={<Wordmark suffix="Admin" />} title={texts.title} description={texts.recorded}>
      <CredentialsForm
        onSubmit={async (body) => {
          client.setQueryData(adminMeQuery.queryKey, await call('admin.log-in', { body }));
          await navigate(nextAddress(search, '/tenants'), { replace: true });
        }}
      />
    </AuthFrame>
  );
}
