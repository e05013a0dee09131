import type { en } from './notifications.mail.en.ts';

export const de: typeof en = {
  lead: (lead) => `Kontakt: ${lead}`,
  assigned: (lead) => `${lead} ist jetzt Ihr Kontakt`,
  due: (lead, at) => `${lead} wartet auf Ihre erste Antwort, bis ${at}`,
  overdue: (lead, member) => `${lead} hat von ${member} keine Antwort bekommen, und die Frist ist vorbei`,
  taken: (lead) => `${lead} ging an ein anderes Mitglied, weil niemand geantwortet hatte`,
  digest: (count, site) => `${count} Mitteilungen von ${site}`,
  digestIntro: (member, site) => `Guten Tag ${member}, das ist auf ${site} geschehen:`,
  more: (count) => `Und ${count} weitere.`,
  hello: (member) => `Guten Tag ${member},`,
  open: 'Übersicht öffnen',
  openLead: 'Kontakt öffnen',
  why: 'Sie erhalten das, weil Sie an dieser Site mitarbeiten. Wählen Sie unter Mitteilungen, was Sie erfahren möchten.',
};
