import type { en } from './invitations.mail.en.ts';

export const de: typeof en = {
  subject: (who, site) => `${who} lädt Sie zu ${site} ein`,
  heading: (site) => `Kommen Sie ins Team: ${site}`,
  invites: (who, site, roles) => `${who} lädt Sie zur Mitarbeit bei ${site} ein. Ihre Aufgabe: ${roles}.`,
  link: (days) => `Der Link gilt ${days} Tage und für eine Person. Er öffnet eine Seite, auf der Sie zusagen können.`,
  open: 'Einladung ansehen',
  why: (who) =>
    `Sie erhalten diese E-Mail, weil ${who} diese Adresse angegeben hat. Wenn Ihnen der Name nichts sagt, ignorieren Sie sie einfach: Dann geschieht nichts.`,
};
