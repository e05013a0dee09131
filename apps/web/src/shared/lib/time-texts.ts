import { defineMessages } from '../i18n/index.ts';
import { en } from './time-texts.en.ts';

export const timeTexts = defineMessages(en, { de: () => import('./time-texts.de.ts') });
