import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './contact-texts.en.ts';

export const contactTexts = defineMessages(en, { de: () => import('./contact-texts.de.ts') });
