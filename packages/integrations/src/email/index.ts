import { assertEmbeddedAllowed, type EmbeddedPolicy } from '../kit/embedded.ts';
import { createEmbeddedEmail, type MailboxStore } from './embedded.ts';
import type { EmailPort } from './port.ts';
import { createSmtpEmail, type SmtpOptions } from './smtp.ts';

export { IntegrationError } from '../kit/errors.ts';
export type { MailboxStore } from './embedded.ts';
export {
  parseMailbox,
  type Attachment,
  type DkimKey,
  type EmailMessage,
  type EmailPort,
  type Mailbox,
} from './port.ts';

export type EmailConfig =
  { readonly kind: 'embedded'; readonly mailbox: MailboxStore } | ({ readonly kind: 'smtp' } & SmtpOptions);

/**
 * The e-mail adapter that the configuration names.
 * @throws Error for an unknown kind, and for the embedded one where production does not allow it
 */
export async function createEmail(config: EmailConfig, policy: EmbeddedPolicy): Promise<EmailPort> {
  switch (config.kind) {
    case 'embedded':
      assertEmbeddedAllowed('email', policy);
      return createEmbeddedEmail(config.mailbox);
    case 'smtp':
      return createSmtpEmail(config);
    default:
      throw new Error(`There is no e-mail adapter called ${(config as { kind: string }).kind}.`);
  }
}
