import { definePublicMessages } from '../../shared/i18n/index.ts';
import { en } from './texts.en.ts';

export const registrationTexts = definePublicMessages(en);
