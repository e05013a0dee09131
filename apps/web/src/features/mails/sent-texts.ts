import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './sent-texts.en.ts';

export const sentTexts = defineMessages(en, { de: () => import('./sent-texts.de.ts') });
