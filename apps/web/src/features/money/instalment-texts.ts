import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './instalment-texts.en.ts';

export const instalmentTexts = defineMessages(en, { de: () => import('./instalment-texts.de.ts') });
