import type { en } from './mail-standing.mail.en.ts';

export const de: typeof en = {
  subject: 'Ihre Erinnerungen und Neuigkeiten warten',
  body: (name) =>
    `Guten Tag ${name}, zu viele E-Mails Ihrer Seite kamen zurück oder wurden als unerwünscht gemeldet. Deshalb warten Erinnerungen, Nachfassmails und Neuigkeiten. Bestätigungen und Links in den Raum gehen weiter hinaus.`,
  next: 'Bitte prüfen Sie, woher Ihre Liste kommt. Wir sehen es uns an, und nichts, was wartet, geht verloren.',
  open: 'Sehen, was zurückkam',
  why: (site) => `Sie bekommen das, weil Ihnen ${site} gehört.`,
};
