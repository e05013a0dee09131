import { useRef } from 'react';
import { ApiProblem } from '../../../shared/lib/api.ts';

/** The work itself was refused: nothing was done under the key, and what is asked next may be something else. */
const REFUSED: ReadonlySet<string> = new Set([
  'refund-too-large',
  'invoice-settled',
  'illegal-transition',
  'credit-too-small',
  'conflict',
]);

/**
 * Sends what one opened form asks for under a key of that form: pressed twice, or tried again after an answer got lost, it is
 * done once. Only after a refusal there is another key, because the api takes no other amount under a known one.
 */
export function useRequestKey() {
  const key = useRef<string>(undefined);
  return async <T>(send: (idempotencyKey: string) => Promise<T>): Promise<T> => {
    key.current ??= crypto.randomUUID();
    try {
      return await send(key.current);
    } catch (error) {
      if (error instanceof ApiProblem && REFUSED.has(error.code)) key.current = undefined;
      throw error;
    }
  };
}
