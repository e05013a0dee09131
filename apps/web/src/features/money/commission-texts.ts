import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './commission-texts.en.ts';

export const commissionTexts = defineMessages(en, { de: () => import('./commission-texts.de.ts') });
