import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './limit-texts.en.ts';

export const limitTexts = defineMessages(en, { de: () => import('./limit-texts.de.ts') });
