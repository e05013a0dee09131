import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './texts.en.ts';

export const webinarTexts = defineMessages(en, { de: () => import('./texts.de.ts') });
