import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './material-texts.en.ts';

export const materialTexts = defineMessages(en, { de: () => import('./material-texts.de.ts') });
