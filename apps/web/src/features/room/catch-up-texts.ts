import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './catch-up-texts.en.ts';

export const catchUpTexts = defineMessages(en, { de: () => import('./catch-up-texts.de.ts') });
