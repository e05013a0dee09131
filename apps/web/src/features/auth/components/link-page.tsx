import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../../shared/lib/api.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { Button, buttonStyles, Notice } from '../../../shared/ui/index.ts';
import { useFragment } from '../hooks/use-fragment.ts';
import type { Door, LogInState } from '../hooks/use-log-in.ts';
import { leavingVisit } from '../lib/leaving-visit.ts';
import { authTexts } from '../texts.ts';
import { AuthFrame } from './auth-frame.tsx';
import { LogInOutcome } from './log-in-outcome.tsx';
import { BrandOf } from './site-brand.tsx';

/** A mailed link that does not work any more, and the way to a new one. */
export const LinkGone = ({ door, to }: { readonly door: Door; readonly to: string }) => (
  <AuthFrame brand={<BrandOf door={door} />} title={authTexts().link.goneTitle} description={authTexts().link.goneHint}>
    <Link to={to} className={buttonStyles({ variant: 'primary' })}>
      {authTexts().link.send}
    </Link>
  </AuthFrame>
);

/** Behind a mailed link: only the button's POST spends it, so that whatever opens links in mails beforehand does not. */
export function LinkPage({ door }: { readonly door: Door }) {
  const token = useFragment();
  return (
    <LogInOutcome door={door}>{(receive) => <LinkButton door={door} token={token} receive={receive} />}</LogInOutcome>
  );
}

function LinkButton({ door, token, receive }: { door: Door; token: string; receive: LogInState['receive'] }) {
  const texts = authTexts();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  if (token.length < 20 || problem?.code === 'invalid-link') return <LinkGone door={door} to="/log-in/with-link" />;
  async function spend(): Promise<void> {
    setIsBusy(true);
    try {
      await receive(await leavingVisit(() => call(`${door}.spend-link`, { body: { token } })));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  }
  return (
    <AuthFrame brand={<BrandOf door={door} />} title={texts.link.openTitle} description={texts.link.openHint}>
      {problem !== undefined && <Notice className="mb-5">{problem.message}</Notice>}
      <Button variant="primary" loading={isBusy} autoFocus onClick={() => void spend()} className="w-full">
        {texts.logIn}
      </Button>
    </AuthFrame>
  );
}
