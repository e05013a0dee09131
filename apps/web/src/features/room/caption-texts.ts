import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './caption-texts.en.ts';

export const captionTexts = defineMessages(en, { de: () => import('./caption-texts.de.ts') });
