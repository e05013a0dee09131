import { parseMailbox, type DkimKey, type EmailPort } from '@stageline/integrations/email';
import { newId, type Logger } from '@stageline/platform';
import type { OutgoingMail } from './mail.service.ts';

/** Mail to central administrators, who belong to no site. */
export interface AdminMail {
  /** Sends at once; who waits for it learns whether it went out. */
  send(letter: OutgoingMail): Promise<void>;
}

export interface AdminMailDeps {
  readonly email: EmailPort;
  /** Signs it, as the mail of sites. */
  readonly dkim: DkimKey | null;
  /** `Name <address>`. */
  readonly from: string;
  /** The embedded mailbox keeps the mail of sites only: there nothing is sent, and the log says so. */
  readonly isEmbedded: boolean;
  readonly logger: Logger;
}

export function createAdminMail({ email, dkim, from, isEmbedded, logger }: AdminMailDeps): AdminMail {
  return {
    async send({ to, toName, subject, html, text }) {
      if (isEmbedded) return logger.info({ subject }, 'mail to an administrator is not sent without a mail server');
      const address = { address: to, ...(toName !== undefined && { name: toName }) };
      const signed = dkim === null ? {} : { dkim };
      await email.deliver({ id: newId('mai'), from: parseMailbox(from), to: address, subject, html, text, ...signed });
    },
  };
}
