import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './cockpit-texts.en.ts';

export const cockpitTexts = defineMessages(en, { de: () => import('./cockpit-texts.de.ts') });
