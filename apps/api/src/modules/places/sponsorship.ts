import { mailboxOf } from '@stageline/domain';
import type { Sponsorship } from '../line/index.ts';

/** Whose invitation a code is. */
export interface Inviter {
  readonly position: number;
  /** None where nobody knows any more. */
  readonly emails: readonly string[];
}

/**
 * Who brought somebody who takes their place now, and why them (H-03). The rule, in this order: without a code nobody; a code
 * that is nobody's here (another site's, made up, of somebody who has left) counts as unknown; an invitation that leads back
 * into a mailbox of the reader's own is ignored; otherwise whoever's it is. It is asked once, so the first sponsor stays, and
 * whoever invites stands in the line before, so nobody can come to be below themselves.
 */
export function sponsorshipOf(
  via: string | null,
  emails: readonly string[],
  inviter: Inviter | undefined,
): Sponsorship {
  if (via === null) return { sponsor: null, sponsorCause: 'none' };
  if (inviter === undefined) return { sponsor: null, sponsorCause: 'unknown-code' };
  const own = new Set(emails.map(mailboxOf));
  if (inviter.emails.some((email) => own.has(mailboxOf(email))))
    return { sponsor: null, sponsorCause: 'own-link-ignored' };
  return { sponsor: inviter.position, sponsorCause: 'invite-link' };
}
