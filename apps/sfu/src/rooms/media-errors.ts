import { ProblemError } from '@stageline/contracts';

/**
 * Runs something in mediasoup whose arguments came from the network. It throws a TypeError for values that it refuses and
 * an InvalidStateError for a call out of turn; both are the caller's fault and become a problem.
 * @throws ProblemError `bad-request`, `illegal-transition`
 */
export async function refusable<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
  try {
    return await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && error.name === 'UnsupportedError')) {
      throw new ProblemError('bad-request', { detail: error.message, cause: error });
    }
    if (error instanceof Error && error.name === 'InvalidStateError') {
      throw new ProblemError('illegal-transition', { cause: error });
    }
    throw error;
  }
}
