export const en = {
  subject: (lead: string) => `New lead: ${lead}`,
  heading: (lead: string) => `${lead} is yours to follow up`,
  registered: (member: string, lead: string, site: string) => `Hello ${member}, ${lead} registered on ${site}.`,
  email: 'E-mail',
  phone: 'Phone',
  company: 'Company',
  open: 'Open your leads',
  why: 'You get this because new leads are assigned to you.',
};
