import { ApiProblem } from './request.ts';

/** Asks whoever sits there to confirm that it is them; answers whether they did. */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;

/** Sets who asks; called by the frame of the signed-in pages. @returns takes it back */
export function askForStepUp(by: Ask): () => void {
  ask = by;
  return () => {
    if (ask === by) ask = undefined;
  };
}

/**
 * The proof beforehand, for what is no call: a file that a link fetches.
 * @param look asks the api whether the last proof is good still
 * @returns whether to go on
 */
export async function proveFirst(look: () => Promise<{ readonly fresh: boolean }>): Promise<boolean> {
  if ((await look()).fresh || ask === undefined) return true;
  asking ??= ask().finally(() => (asking = undefined));
  return asking;
}

/**
 * Makes a call that may ask for a fresh proof of who is signed in (`step-up-required`), and repeats it once that is given.
 * Calls that ask at the same time share one dialog.
 * @throws what the call throws; `step-up-required` when the proof was not given
 */
export async function withStepUp<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'step-up-required' || ask === undefined) throw error;
    asking ??= ask().finally(() => (asking = undefined));
    if (!(await asking)) throw error;
    return attempt();
  }
}
