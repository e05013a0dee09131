import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './stage-texts.en.ts';

/** The words about the stage and the people in the room. */
export const stageTexts = defineMessages(en, { de: () => import('./stage-texts.de.ts') });
