import { defineMessages } from '../../shared/i18n/index.ts';
import { en } from './bulk-refund-texts.en.ts';

export const bulkRefundTexts = defineMessages(en, { de: () => import('./bulk-refund-texts.de.ts') });
