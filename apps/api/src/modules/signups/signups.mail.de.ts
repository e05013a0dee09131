import type { en } from './signups.mail.en.ts';

export const de: typeof en = {
  subject: (site) => `${site} ist fertig`,
  heading: 'Ihre Seite ist fertig',
  open: (name, site, url) => `Guten Tag ${name}, ${site} ist für Besucher geöffnet:\n${url}`,
  next: 'Eine erste Masterclass ist schon geplant, damit Sie sehen, wie alles zusammenspielt. Seite und Termin passen Sie im Dashboard an.',
  action: 'Ihr Dashboard öffnen',
  why: 'Sie erhalten diese E-Mail, weil mit dieser Adresse eine Seite eröffnet wurde.',
};
