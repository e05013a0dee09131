import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './merge-texts.en.ts';

export const mergeTexts = defineMessages(en, { de: () => import('./merge-texts.de.ts') });
