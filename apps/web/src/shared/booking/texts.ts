import { defineMessages } from '../i18n/index.ts';
import { en } from './texts.en.ts';

export const bookingTexts = defineMessages(en, { de: () => import('./texts.de.ts') });
