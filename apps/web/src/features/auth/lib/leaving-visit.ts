import { call } from '../../../shared/lib/api.ts';
import { ApiProblem } from '../../../shared/lib/request.ts';
import { authTexts } from '../texts.ts';

/**
 * Makes a call of a log-in. A browser that is on a visit of support may change nothing, so it cannot log in either: whoever
 * asks to means to be somebody else, so the visit ends, with a word, and the call is made again.
 * @throws what the call throws
 */
export async function leavingVisit<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'support-read-only') throw error;
    await call('support.end');
    const { toast } = await import('../../../shared/ui/toast.ts');
    toast(authTexts().visitEnded);
    return attempt();
  }
}
