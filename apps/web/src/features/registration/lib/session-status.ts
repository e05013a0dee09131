import type { PublicSession } from '@stageline/contracts';

/** What the form invites to: by the state of the next masterclass, what it costs and whether a seat is free; or no date yet. */
export type SessionStatus = PublicSession['status'] | 'paid' | 'full' | 'none';

/** @param session the next one */
export function statusOf(session: PublicSession | null): SessionStatus {
  if (session === null) return 'none';
  if (session.registration === 'waitlist') return 'full';
  const isPaid = session.mode === 'paid_upfront' || session.mode === 'deposit';
  return isPaid && session.status === 'scheduled' ? 'paid' : session.status;
}
