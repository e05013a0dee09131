import type { en } from './admins.mail.en.ts';

export const de: typeof en = {
  subject: (who) => `${who} lädt dich in die Verwaltung von Stageline ein`,
  heading: 'Die Plattform verwalten',
  invites: (who) => `${who} lädt dich in die zentrale Verwaltung von Stageline ein.`,
  link: (days) => `Der Link gilt ${days} Tage und für eine Person. Er öffnet eine Seite, auf der du zusagst.`,
  open: 'Einladung ansehen',
  why: (who) =>
    `Du bekommst das, weil ${who} diese Adresse angegeben hat. Kennst du die Person nicht, tu nichts: Es geschieht nichts.`,
};
