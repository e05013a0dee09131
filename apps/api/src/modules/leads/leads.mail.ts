import { mailHtml, mailText } from '@stageline/domain';
import type { LeadPerson, OutgoingMail, SiteFacts } from './leads.types.ts';

/** Tells a team member who was given to them, with what they need to answer from a phone. */
export function assignmentMail(
  site: SiteFacts,
  member: { name: string; email: string },
  person: LeadPerson,
): OutgoingMail {
  const name = `${person.firstName} ${person.lastName}`;
  const facts = [`E-mail: ${person.email}`];
  if (person.phone !== null) facts.push(`Phone: ${person.phone}`);
  if (person.company !== null) facts.push(`Company: ${person.company}`);
  const content = {
    heading: `${name} is yours to follow up`,
    paragraphs: [`Hello ${member.name}, ${name} registered on ${site.siteName}.`, facts.join('\n')],
    action: { label: 'Open your leads', url: `${site.url}/dashboard/leads` },
    footer: 'You get this because new leads are assigned to you.',
  };
  return {
    to: member.email,
    subject: `New lead: ${name}`,
    text: mailText(site, content),
    html: mailHtml(site, content),
  };
}
