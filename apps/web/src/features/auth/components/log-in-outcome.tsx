import type { ReactNode } from 'react';
import { useEnterPlatform } from '../hooks/use-enter-platform.ts';
import { useEnterSite } from '../hooks/use-enter-site.ts';
import { useLogIn, type Door, type Finished, type LogInState } from '../hooks/use-log-in.ts';
import { SecondStep } from './second-step.tsx';
import { SiteChoice } from './site-choice.tsx';

interface LogInOutcomeProps {
  readonly door: Door;
  /** The page that begins the log-in; it hands what the server answers to `receive`. */
  readonly children: (receive: LogInState['receive']) => ReactNode;
}

/** What follows a log-in that a link or a hand-over begins: a second step, a choice of sites, or the way in. */
export const LogInOutcome = ({ door, children }: LogInOutcomeProps) =>
  door === 'auth' ? <SiteOutcome>{children}</SiteOutcome> : <PlatformOutcome>{children}</PlatformOutcome>;

function SiteOutcome({ children }: Pick<LogInOutcomeProps, 'children'>) {
  const enter = useEnterSite();
  return (
    <Steps door="auth" enter={enter}>
      {children}
    </Steps>
  );
}
function PlatformOutcome({ children }: Pick<LogInOutcomeProps, 'children'>) {
  const { sites, enter } = useEnterPlatform();
  if (sites !== undefined) return <SiteChoice {...sites} />;
  return (
    <Steps door="platform" enter={enter}>
      {children}
    </Steps>
  );
}
function Steps({ door, enter, children }: LogInOutcomeProps & { enter: (answer: Finished) => void | Promise<void> }) {
  const logIn = useLogIn(enter);
  if (logIn.step !== undefined) return <SecondStep door={door} step={logIn.step} logIn={logIn} onFinished={enter} />;
  return children(logIn.receive);
}
