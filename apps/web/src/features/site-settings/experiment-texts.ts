import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './experiment-texts.en.ts';

export const experimentTexts = defineMessages(en, { de: () => import('./experiment-texts.de.ts') });
