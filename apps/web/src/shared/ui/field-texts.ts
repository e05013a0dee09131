import { definePublicMessages } from '../i18n/index.ts';

/** Apart from the words of the other parts, which no public page shows. */
export const fieldTexts = definePublicMessages({ optional: 'Optional' });
