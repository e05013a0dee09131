import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './sponsor-texts.en.ts';

export const sponsorTexts = defineMessages(en, { de: () => import('./sponsor-texts.de.ts') });
