import type { Locale } from '@stageline/contracts';
import { PLATFORM_BRAND } from '../credentials/index.ts';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './admins.mail.de.ts';
import { en } from './admins.mail.en.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** Invites somebody to administer the platform, in the language of whoever invites. */
export function adminInvitationMail(
  to: string,
  { name, locale }: { readonly name: string; readonly locale: Locale },
  url: string,
  days: number,
): OutgoingMail {
  const texts = languages[locale];
  const content = {
    locale,
    heading: texts.heading,
    paragraphs: [texts.invites(name), texts.link(days)],
    action: { label: texts.open, url },
    footer: texts.why(name),
  };
  return { to, subject: texts.subject(name), ...mailBody(PLATFORM_BRAND, content) };
}
