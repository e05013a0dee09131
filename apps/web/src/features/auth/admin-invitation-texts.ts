import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './admin-invitation-texts.en.ts';

export const adminInvitationTexts = defineMessages(en, { de: () => import('./admin-invitation-texts.de.ts') });
