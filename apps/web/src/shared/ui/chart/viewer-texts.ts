import { defineMessages } from '../../i18n/index.ts';
import { en } from './viewer-texts.en.ts';

export const viewerTexts = defineMessages(en, { de: () => import('./viewer-texts.de.ts') });
