import { definePublicMessages } from '../../shared/i18n/public-messages.ts';
import { en } from './beside-texts.en.ts';

export const besideTexts = definePublicMessages(en);
