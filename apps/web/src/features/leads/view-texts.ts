import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './view-texts.en.ts';

export const viewTexts = defineMessages(en, { de: () => import('./view-texts.de.ts') });
