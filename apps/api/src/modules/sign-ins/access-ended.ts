import { AccessEnded, type SignInId } from '@stageline/contracts';
import type { Transaction } from '@stageline/platform/outbox';
import type { SessionOwner } from '../../http/sessions.ts';

/** What was opened by a member's sign-in ends with it; administrators open nothing that could go on. */
export function recordEnd(tx: Transaction, owner: SessionOwner, ids: readonly SignInId[]): void {
  if (owner !== 'admin' && ids.length > 0) tx.record(AccessEnded, { holders: [...ids] });
}
