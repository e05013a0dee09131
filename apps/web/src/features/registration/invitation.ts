import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './invitation.en.ts';
import type { SessionStatus } from './lib/session-status.ts';

export type { Invitation } from './invitation.en.ts';

const texts = defineMessages(en, { de: () => import('./invitation.de.ts') });

/** The words of the form for a masterclass in this state. The server hands them over, so that a page carries only its own. */
export const invitationTo = (status: SessionStatus) => texts()[status];
