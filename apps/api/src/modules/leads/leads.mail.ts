import type { Locale } from '@stageline/contracts';
import { mailBody } from '../mail/index.ts';
import { de } from './leads.mail.de.ts';
import { en } from './leads.mail.en.ts';
import type { LeadPerson, LeadRecipient, OutgoingMail, SiteFacts } from './leads.types.ts';

const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** Tells a team member who was given to them, with what they need to answer from a phone. */
export function assignmentMail(site: SiteFacts, member: LeadRecipient, person: LeadPerson): OutgoingMail {
  const { locale } = member;
  const texts = languages[locale];
  const name = `${person.firstName} ${person.lastName}`;
  const facts = [`${texts.email}: ${person.email}`];
  if (person.phone !== null) facts.push(`${texts.phone}: ${person.phone}`);
  if (person.company !== null) facts.push(`${texts.company}: ${person.company}`);
  const content = {
    locale,
    heading: texts.heading(name),
    paragraphs: [texts.registered(member.name, name, site.siteName), facts.join('\n')],
    action: { label: texts.open, url: `${site.url}/dashboard/leads` },
    footer: texts.why,
  };
  return { to: member.email, subject: texts.subject(name), ...mailBody(site, content) };
}
