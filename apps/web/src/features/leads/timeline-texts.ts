import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './timeline-texts.en.ts';

export const timelineTexts = defineMessages(en, { de: () => import('./timeline-texts.de.ts') });
