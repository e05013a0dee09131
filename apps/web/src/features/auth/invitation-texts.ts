import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './invitation-texts.en.ts';

export const invitationTexts = defineMessages(en, { de: () => import('./invitation-texts.de.ts') });
