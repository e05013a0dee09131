import type { NextStep } from '@stageline/contracts';
import { useState } from 'react';
import type { Answer } from '../../../shared/lib/api.ts';

/** A door with mailed links and other companies; the prefix of its operations. */
export type Door = 'auth' | 'platform';
/** Any door: administrators have theirs. */
export type AnyDoor = Door | 'admin';
/** A finished log-in: who it is on a site or of the administrators, or the sites to choose from on the platform. */
export type Finished = Exclude<Answer<`${AnyDoor}.second-factor`>, { next: unknown }>;
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
