import { defineMessages } from '../i18n/index.ts';
import { en } from './party-texts.en.ts';

export const partyTexts = defineMessages(en, { de: () => import('./party-texts.de.ts') });
