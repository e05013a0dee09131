import type { en } from './leads.mail.en.ts';

export const de: typeof en = {
  subject: (lead) => `Neuer Kontakt: ${lead}`,
  heading: (lead) => `${lead} ist jetzt Ihr Kontakt`,
  registered: (member, lead, site) => `Guten Tag ${member}, ${lead} hat sich bei ${site} angemeldet.`,
  email: 'E-Mail',
  phone: 'Telefon',
  company: 'Firma',
  open: 'Ihre Kontakte öffnen',
  why: 'Sie erhalten diese E-Mail, weil Ihnen neue Kontakte zugeteilt werden.',
};
