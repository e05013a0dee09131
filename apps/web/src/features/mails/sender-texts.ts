import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './sender-texts.en.ts';

export const senderTexts = defineMessages(en, { de: () => import('./sender-texts.de.ts') });
