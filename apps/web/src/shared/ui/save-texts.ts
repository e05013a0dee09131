import { defineMessages } from '../i18n/index.ts';
import { en } from './save-texts.en.ts';

export const saveTexts = defineMessages(en, { de: () => import('./save-texts.de.ts') });
