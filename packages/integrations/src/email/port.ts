import { z } from 'zod';

/** One line of a header: whatever could start another one is refused, so nobody can add headers of their own. */
const headerText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'A header may not contain line breaks.');
/**
 * The addresses of the HTML standard's `<input type=email>`: what is in use, and nothing that a header could be broken with.
 * Unlike in a form the domain may be one label, as in `no-reply@localhost`.
 */
const address = z
  .string()
  .max(254)
  .regex(
    /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i,
  );

/** An address of the web as it stands in a header: nothing that could end it, or the header. */
const headerUrl = z
  .string()
  .max(900)
  .regex(/^https?:\/\/[!#$%&'()*+,./0-9:;=?@A-Z_a-z~[\]-]+$/, 'An address of the web, as a header takes it.');

/** Somebody who sends or receives; the name is free text and is encoded by the adapter. */
export const Mailbox = z.strictObject({ name: headerText(200).optional(), address });
export type Mailbox = z.infer<typeof Mailbox>;

/**
 * Reads `Name <address>` or a bare address, as a configuration gives it.
 * @throws Error that ends the boot
 */
export function parseMailbox(text: string): Mailbox {
  const [, name, inBrackets] = /^([^<>]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const mailbox = Mailbox.safeParse({
    ...(name?.trim() ? { name: name.trim() } : {}),
    address: (inBrackets ?? text).trim(),
  });
  if (!mailbox.success) throw new Error(`${text} is no mail address.`);
  return mailbox.data;
}

/** A key that vouches for mail of a domain. */
export const DkimKey = z.strictObject({
  domain: z.string().max(253),
  selector: z.string().max(63),
  /** PKCS #8, PEM. */
  privateKey: z.string(),
});
export type DkimKey = z.infer<typeof DkimKey>;

/** A file that goes along with a mail. */
export const Attachment = z.strictObject({
  filename: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  contentType: headerText(100).regex(/^[a-z]+\/[a-z0-9.+-]+(?:; [a-z]+=[A-Za-z0-9-]+)*$/),
  content: z.string().max(100_000),
});
export type Attachment = z.infer<typeof Attachment>;

/** A mail that is ready to go: both parts are complete, nothing is left to fill in. */
export const EmailMessage = z.strictObject({
  /** Ours, stable over retries: it becomes the Message-ID, so that a receiver can recognise a second copy. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  from: Mailbox,
  to: Mailbox,
  replyTo: Mailbox.optional(),
  /** Where bounces go; to the sender where it is left out. */
  returnPath: address.optional(),
  subject: headerText(500).min(1),
  html: z.string().min(1),
  text: z.string().min(1),
  attachments: z.array(Attachment).max(5).optional(),
  /** How its reader stops such mails: by one click of their mail program (RFC 8058), and by a mail to a mailbox (RFC 2369). */
  unsubscribe: z.strictObject({ url: headerUrl, mailbox: address.optional() }).optional(),
  /** Who vouches for it (RFC 6376); nobody where it is left out. */
  dkim: DkimKey.optional(),
});
export type EmailMessage = z.infer<typeof EmailMessage>;

/** Sends mail. */
export interface EmailPort {
  /**
   * Hands one mail over; once it resolves, delivery is the other side's business.
   * @throws IntegrationError `invalid-message`, `rejected` and `no-such-mailbox` (not retryable), `deferred` (this mail, for now), `mailbox-closed` (the same, because of
   * its reader's mailbox), `uncertain` (it may have
   * arrived: the answer did not come), `unavailable`, `circuit-open`
   */
  deliver(message: EmailMessage): Promise<void>;
  close(): Promise<void>;
}
