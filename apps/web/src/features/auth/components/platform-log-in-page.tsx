import { Link, useLocation } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { useTitle } from '../../../shared/lib/use-title.ts';
import { Notice } from '../../../shared/ui/index.ts';
import { useEnterPlatform } from '../hooks/use-enter-platform.ts';
import { useLogIn } from '../hooks/use-log-in.ts';
import { problemOf } from '../lib/problem-of.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import { OtherWays } from './other-ways.tsx';
import { SecondStep } from './second-step.tsx';
import { PlatformBrand } from './site-brand.tsx';
import { SiteChoice } from './site-choice.tsx';

/** Log-in on the platform host: leads on to the site, or asks which when there are several. */
export function PlatformLogInPage() {
  const texts = authTexts();
  const { search } = useLocation();
  useTitle(texts.pageTitle('Stageline'));
  const { sites, enter } = useEnterPlatform();
  const logIn = useLogIn(enter);
  if (sites !== undefined) return <SiteChoice {...sites} />;
  if (logIn.step !== undefined)
    return <SecondStep door="platform" step={logIn.step} logIn={logIn} onFinished={enter} />;
  const problem = problemOf(search);
  return (
    <AuthFrame
      brand={<PlatformBrand />}
      title={texts.title}
      description={texts.weTakeYou}
      footer={
        <>
          {texts.newHere}{' '}
          <Link to="/sign-up" className="font-medium text-primary-text underline underline-offset-4">
            {texts.createSite}
          </Link>
        </>
      }
    >
      {problem !== undefined && <Notice className="mb-5">{problem}</Notice>}
      <CredentialsForm canReset onSubmit={async (body) => logIn.receive(await call('platform.log-in', { body }))} />
      <OtherWays door="platform" next={undefined} onAnswer={logIn.receive} />
    </AuthFrame>
  );
}
