import { invitations, type Locale } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import { mailBody, type OutgoingMail } from '../mail/index.ts';
import { de } from './invitations.mail.de.ts';
import { en } from './invitations.mail.en.ts';

/** What a mail needs to know of the site; the module `site` gives it. */
export interface InvitingSite extends MailBrand {
  /** `http://<host>` without a slash at its end. */
  readonly url: string;
}

interface InvitationFacts {
  readonly email: string;
  readonly invitedBy: string | null;
  readonly roleNames: readonly string[];
  /** Of whoever reads it, as far as we know. */
  readonly locale: Locale;
}

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/**
 * Invites somebody to the team. The token stands behind the `#`: a browser keeps that to itself, so a scanner that fetches
 * the page has not even shown it to us.
 */
export function invitationMail(site: InvitingSite, invitation: InvitationFacts, token: string): OutgoingMail {
  const { email, invitedBy, roleNames, locale } = invitation;
  const texts = languages[locale];
  const who = invitedBy ?? site.siteName;
  const content = {
    locale,
    heading: texts.heading(site.siteName),
    paragraphs: [texts.invites(who, site.siteName, roleNames.join(', ')), texts.link(invitations.INVITATION_DAYS)],
    action: { label: texts.open, url: `${site.url}/invitation#${token}` },
    footer: texts.why(who),
  };
  return { to: email, subject: texts.subject(who, site.siteName), ...mailBody(site, content) };
}
