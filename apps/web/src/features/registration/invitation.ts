import type { PublicSession } from '@stageline/contracts';
import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './invitation.en.ts';
import { statusOf, type SessionStatus } from './lib/session-status.ts';

export type { Invitation } from './invitation.en.ts';

const texts = defineMessages(en, { de: () => import('./invitation.de.ts') });

/** The words of the form for a masterclass in this state. The server hands them over, so that a page carries only its own. */
export const invitationTo = (status: SessionStatus) => texts()[status];

/** The same for the next masterclass; null where no date is planned. */
export const invitationFor = (session: PublicSession | null) => invitationTo(statusOf(session));
