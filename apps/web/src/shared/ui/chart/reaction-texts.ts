import { defineMessages } from '../../i18n/index.ts';
import { en } from './reaction-texts.en.ts';

export const reactionTexts = defineMessages(en, { de: () => import('./reaction-texts.de.ts') });
