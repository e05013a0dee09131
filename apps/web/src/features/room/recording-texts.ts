import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './recording-texts.en.ts';

export const recordingTexts = defineMessages(en, { de: () => import('./recording-texts.de.ts') });
