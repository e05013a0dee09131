import { defineMessages } from '../i18n/index.ts';
import { en } from './texts.en.ts';

/** The few words that the parts of every page bring themselves. */
export const uiTexts = defineMessages(en);
