import { definePublicMessages } from '../../shared/i18n/index.ts';
import { en } from './viewer-time.en.ts';

/** Apart from the site's other words, which no island needs. */
export const viewerTimeTexts = definePublicMessages(en);
