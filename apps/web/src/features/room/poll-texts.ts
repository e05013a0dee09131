import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './poll-texts.en.ts';

export const pollTexts = defineMessages(en, { de: () => import('./poll-texts.de.ts') });
