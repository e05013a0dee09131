import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './owner-texts.en.ts';

export const ownerTexts = defineMessages(en, { de: () => import('./owner-texts.de.ts') });
