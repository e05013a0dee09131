import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './about-texts.en.ts';

export const aboutTexts = defineMessages(en, { de: () => import('./about-texts.de.ts') });
