import { mailHtml, mailText, type MailBrand } from '@stageline/domain';
import type { OutgoingMail } from '../mail/index.ts';
import type { SiteContent } from '@stageline/contracts';
import type { SignupRecord } from '../tenants/index.ts';

/** Tells a promoter that their site is there; the only mail of a sign-up, sent when the site answers. */
export function welcomeMail(
  { name, email }: Pick<SignupRecord, 'name' | 'email'>,
  { theme, profile }: Pick<SiteContent, 'theme' | 'profile'>,
  url: string,
): OutgoingMail {
  const brand: MailBrand = { siteName: profile.siteName, primaryColor: theme.primaryColor };
  const content = {
    heading: 'Your site is ready',
    paragraphs: [
      `Hello ${name}, ${profile.siteName} is open to visitors at:\n${url}`,
      'A first masterclass is planned, so that you see how everything fits together. Make the page and the date your own in the dashboard.',
    ],
    action: { label: 'Open your dashboard', url: `${url}/dashboard` },
    footer: 'You get this because a site was opened with this address.',
  };
  return {
    to: email,
    toName: name,
    subject: `${profile.siteName} is ready`,
    text: mailText(brand, content),
    html: mailHtml(brand, content),
  };
}
