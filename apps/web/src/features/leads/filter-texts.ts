import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './filter-texts.en.ts';

export const filterTexts = defineMessages(en, { de: () => import('./filter-texts.de.ts') });
