import { mailHtml, mailText, type MailBrand, type MailContent } from '@stageline/domain';
import type { OutgoingMail } from '../mail/index.ts';

export type LinkPurpose = 'log-in' | 'password-reset' | 'confirm-email';

interface LinkMail extends Pick<MailContent, 'heading' | 'paragraphs' | 'footer'> {
  readonly label: string;
}

const NOT_YOU = 'If that was not you, ignore this mail: without the link nothing happens.';

const linkMails: Readonly<Record<LinkPurpose, (brand: MailBrand) => LinkMail>> = {
  'log-in': ({ siteName }) => ({
    heading: `Log in to ${siteName}`,
    paragraphs: ['The link works once, within 15 minutes. Open it on the device on which you want to log in.'],
    label: 'Log in',
    footer: `Somebody asked for a link to log in with this address. ${NOT_YOU}`,
  }),
  'password-reset': ({ siteName }) => ({
    heading: 'Choose a new password',
    paragraphs: [
      `For your account at ${siteName}. The link works once, within 15 minutes. A new password ends all sessions.`,
    ],
    label: 'Choose a new password',
    footer: `Somebody asked for a new password for this address. ${NOT_YOU}`,
  }),
  'confirm-email': ({ siteName }) => ({
    heading: 'Confirm your e-mail address',
    paragraphs: [
      `So that ${siteName} can reach you, and you can always get back in. The link works once, within a day.`,
    ],
    label: 'Confirm this address',
    footer: `This address was given for an account at ${siteName}. ${NOT_YOU}`,
  }),
};

/** A mail with a link that is spent by a button on the page behind it. */
export function linkMail(
  purpose: LinkPurpose,
  brand: MailBrand,
  to: { email: string; name: string },
  url: string,
): OutgoingMail {
  const { label, ...rest } = linkMails[purpose](brand);
  const content: MailContent = { ...rest, action: { label, url } };
  const { email, name } = to;
  return {
    to: email,
    toName: name,
    subject: content.heading,
    text: mailText(brand, content),
    html: mailHtml(brand, content),
  };
}

/** What changed about a log-in; told to its owner, who may not have done it. */
export const securityNotices = {
  'password-changed': 'The password was changed, and every other session ended.',
  'totp-added': 'An authenticator app was added.',
  'totp-removed': 'The authenticator app was removed.',
  'passkey-added': 'A passkey was added.',
  'passkey-removed': 'A passkey was removed.',
  'recovery-code-used': 'A recovery code was used to log in.',
  'recovery-codes-renewed': 'New recovery codes were made; the old ones have ended.',
  'identity-linked': 'A log-in of another company was linked.',
  'identity-unlinked': 'A log-in of another company was unlinked.',
} as const;
export type SecurityNotice = keyof typeof securityNotices;

/** Tells the owner of an account what was changed about it. */
export function noticeMail(
  notice: SecurityNotice,
  brand: MailBrand,
  to: { email: string; name: string },
  url: string,
): OutgoingMail {
  const content: MailContent = {
    heading: securityNotices[notice],
    paragraphs: [
      'If that was you, there is nothing to do. If not, choose a new password now and look through the page Security.',
    ],
    action: { label: 'Look at Security', url },
    footer: `You get this because it concerns your account at ${brand.siteName}.`,
  };
  const { email, name } = to;
  const subject = `Your account at ${brand.siteName} was changed`;
  return { to: email, toName: name, subject, text: mailText(brand, content), html: mailHtml(brand, content) };
}
