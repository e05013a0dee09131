import type { NextStep } from '@stageline/contracts';
import { useState } from 'react';
import type { Answer } from '../../../shared/lib/api.ts';

/** Whose door it is; the prefix of its operations. */
export type Door = 'auth' | 'platform';
/** A finished log-in: who it is on a site, or the sites to choose from on the platform. */
export type Finished = Exclude<Answer<'auth.spend-link'> | Answer<'platform.spend-link'>, { next: unknown }>;
export type LogInAnswer = Finished | NextStep;

export interface LogInState {
  /** What is asked for beyond the first step; undefined before it. */
  readonly step: NextStep | undefined;
  /** Takes the answer of any operation that logs in. */
  readonly receive: (answer: LogInAnswer) => void | Promise<void>;
  readonly startAgain: () => void;
}

/** A log-in in up to two steps, whichever way it begins. */
export function useLogIn(onFinished: (answer: Finished) => void | Promise<void>): LogInState {
  const [step, setStep] = useState<NextStep>();
  return {
    step,
    receive: (answer) => ('next' in answer ? setStep(answer) : onFinished(answer)),
    startAgain: () => setStep(undefined),
  };
}
