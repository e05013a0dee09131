import { movable } from '@stageline/platform/mongo';
import { MailMessageModel } from './mail-message.model.ts';

/** Mails as they change people in a merge. */
export const mergingMails = movable(MailMessageModel, 'personId');
