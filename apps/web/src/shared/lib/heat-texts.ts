import { defineMessages } from '../i18n/index.ts';
import { en } from './heat-texts.en.ts';

export const heatTexts = defineMessages(en, { de: () => import('./heat-texts.de.ts') });
