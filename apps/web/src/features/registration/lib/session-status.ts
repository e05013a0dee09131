import type { PublicSession } from '@stageline/contracts';

/** The state of the next masterclass, or `none` where no date is planned. */
export type SessionStatus = PublicSession['status'] | 'none';
