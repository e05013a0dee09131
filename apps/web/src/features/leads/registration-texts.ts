import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './registration-texts.en.ts';

export const registrationTexts = defineMessages(en, { de: () => import('./registration-texts.de.ts') });
