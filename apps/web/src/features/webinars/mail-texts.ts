import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './mail-texts.en.ts';

export const mailTexts = defineMessages(en, { de: () => import('./mail-texts.de.ts') });
