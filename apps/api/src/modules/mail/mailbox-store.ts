import type { MailId } from '@stageline/contracts';
import type { MailboxStore } from '@stageline/integrations/email';
import type { SmsStore } from '@stageline/integrations/sms';
import { mailRepository } from './mail.repository.ts';

/** The embedded e-mail adapter's mailbox: the mail is stored already, so keeping it is a mark. */
export const mailboxStore: MailboxStore = {
  keep: (message) => mailRepository.keep(message.id as MailId),
};

/** The same for short messages. */
export const smsStore: SmsStore = {
  keep: (message) => mailRepository.keep(message.id as MailId),
};
