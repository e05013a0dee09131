import type { en } from './canary.mail.en.ts';

export const de: typeof en = {
  subject: 'Trennung der Seiten auf der Plattform verletzt',
  heading: 'Eine Seite kam an die Daten einer anderen',
  what: 'Zwei Testseiten greifen einander alle paar Minuten an. Diesmal kam ein Angriff durch. Behandeln Sie es als Sicherheitsvorfall, bis Sie mehr wissen.',
  open: 'Die Läufe ansehen',
  why: 'Sie erhalten diese E-Mail, weil Sie die Plattform verwalten. Sie kommt einmal, bis ein Lauf wieder sauber ist.',
};
