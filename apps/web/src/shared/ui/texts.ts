import { definePublicMessages } from '../i18n/index.ts';
import { en } from './texts.en.ts';

/** The few words that the parts of a signed-in page bring themselves. */
export const uiTexts = definePublicMessages(en);
