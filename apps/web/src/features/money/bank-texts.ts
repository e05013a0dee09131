import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './bank-texts.en.ts';

export const bankTexts = defineMessages(en, { de: () => import('./bank-texts.de.ts') });
