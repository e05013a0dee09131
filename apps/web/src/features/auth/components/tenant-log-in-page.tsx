import { useLocation } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { nextAddress } from '../../../shared/lib/next-address.ts';
import { useSite } from '../../../shared/lib/session.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Notice } from '../../../shared/ui/index.ts';
import { useEnterSite } from '../hooks/use-enter-site.ts';
import { useLogIn } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { problemOf } from '../lib/problem-of.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { OtherWays } from './other-ways.tsx';
import { SecondStep } from './second-step.tsx';
import { SiteBrand } from './site-brand.tsx';

/** Log-in of a site's own people. */
export function TenantLogInPage() {
  const texts = authTexts();
  const { search } = useLocation();
  const { data: site } = useSite();
  const siteName = site?.profile.siteName;
  useTitle(texts.pageTitle(siteName));
  const enter = useEnterSite();
  const logIn = useLogIn(enter);
  if (logIn.step !== undefined) return <SecondStep door="auth" step={logIn.step} logIn={logIn} onFinished={enter} />;
  const problem = problemOf(search);
  return (
    <AuthFrame
      brand={<SiteBrand />}
      title={texts.title}
      description={texts.forTeam(siteName)}
      footer={
        <>
          {texts.hereForClass}{' '}
          <a href="/" className="font-medium text-primary-text underline underline-offset-4">
            {texts.register}
          </a>
          .
        </>
      }
    >
      {problem !== undefined && <Notice className="mb-5">{problem}</Notice>}
      <CredentialsForm
        canReset
        onSubmit={async (body) => logIn.receive(await leavingVisit(() => call('auth.log-in', { body })))}
      />
      <OtherWays door="auth" next={nextAddress(search, '/dashboard')} onAnswer={logIn.receive} />
    </AuthFrame>
  );
}
