import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './file-texts.en.ts';

export const fileTexts = defineMessages(en, { de: () => import('./file-texts.de.ts') });
