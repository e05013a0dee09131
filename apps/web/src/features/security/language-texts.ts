import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './language-texts.en.ts';

export const languageTexts = defineMessages(en, { de: () => import('./language-texts.de.ts') });
