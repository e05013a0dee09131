import { useQuery } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { knowsPasskeys } from '../../../shared/lib/passkey.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { useEnterAdmin } from '../hooks/use-enter-admin.ts';
import { useLogIn } from '../hooks/use-log-in.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { Or } from './other-ways.tsx';
import { PasskeyWay } from './passkey-way.tsx';
import { SecondStep } from './second-step.tsx';
import { AdminBrand } from './site-brand.tsx';

/** Log-in of the central administrators: by password and second factor, or by a passkey. */
export function AdminLogInPage() {
  const texts = authTexts();
  useTitle(texts.pageTitle('Stageline Admin'));
  const enter = useEnterAdmin();
  const logIn = useLogIn(enter);
  const { data: methods } = useQuery({
    queryKey: ['log-in-methods'],
    queryFn: ({ signal }) => call('admin.methods', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (logIn.step !== undefined) return <SecondStep door="admin" step={logIn.step} logIn={logIn} onFinished={enter} />;
  return (
    <AuthFrame brand={<AdminBrand />} title={texts.title} description={texts.recorded}>
      <CredentialsForm onSubmit={async (body) => logIn.receive(await call('admin.log-in', { body }))} />
      {methods?.passkeys === true && knowsPasskeys() && (
        <div className="mt-6 flex flex-col gap-3">
          <Or />
          <PasskeyWay door="admin" onAnswer={logIn.receive} />
        </div>
      )}
    </AuthFrame>
  );
}
