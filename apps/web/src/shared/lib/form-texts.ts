import { defineMessages } from '../i18n/index.ts';
import { en } from './form-texts.en.ts';

export const formTexts = defineMessages(en, { de: () => import('./form-texts.de.ts') });
