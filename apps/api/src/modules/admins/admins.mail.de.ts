import type { en } from './admins.mail.en.ts';

export const de: typeof en = {
  subject: (who) => `${who} lädt Sie in die Verwaltung von Stageline ein`,
  heading: 'Die Plattform verwalten',
  invites: (who) => `${who} lädt Sie in die zentrale Verwaltung von Stageline ein.`,
  link: (days) => `Der Link gilt ${days} Tage und für eine Person. Er öffnet eine Seite, auf der Sie zusagen.`,
  open: 'Einladung ansehen',
  why: (who) =>
    `Sie bekommen das, weil ${who} diese Adresse angegeben hat. Kennen Sie die Person nicht, tun Sie nichts: Es geschieht nichts.`,
};
