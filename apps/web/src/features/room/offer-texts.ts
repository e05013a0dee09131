import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './offer-texts.en.ts';

export const offerTexts = defineMessages(en, { de: () => import('./offer-texts.de.ts') });
