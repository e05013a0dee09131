import { invitations } from '@stageline/contracts';
import { mailHtml, mailText, type MailBrand } from '@stageline/domain';
import type { OutgoingMail } from '../mail/index.ts';

/** What a mail needs to know of the site; the module `site` gives it. */
export interface InvitingSite extends MailBrand {
  /** `http://<host>` without a slash at its end. */
  readonly url: string;
}

/**
 * Invites somebody to the team. The token stands behind the `#`: a browser keeps that to itself, so a scanner that fetches
 * the page has not even shown it to us.
 */
export function invitationMail(
  site: InvitingSite,
  invitation: { readonly email: string; readonly invitedBy: string | null; readonly roleNames: readonly string[] },
  token: string,
): OutgoingMail {
  const { email, invitedBy, roleNames } = invitation;
  const who = invitedBy ?? site.siteName;
  const content = {
    heading: `Join the team of ${site.siteName}`,
    paragraphs: [
      `${who} invites you to work with ${site.siteName}. Your part: ${roleNames.join(', ')}.`,
      `The link is good for ${invitations.INVITATION_DAYS} days and for one person. It opens a page where you say yes.`,
    ],
    action: { label: 'Look at the invitation', url: `${site.url}/invitation#${token}` },
    footer: `You get this because ${who} gave this address. If you do not know them, ignore it: nothing happens.`,
  };
  return {
    to: email,
    subject: `${who} invites you to ${site.siteName}`,
    text: mailText(site, content),
    html: mailHtml(site, content),
  };
}
