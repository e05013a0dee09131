import type { CreditKind } from '@stageline/contracts';
import type { en } from './credits.mail.en.ts';

const what: Readonly<Record<CreditKind, string>> = { mail: 'E-Mails', ai: 'KI-Einheiten', room_minutes: 'Raumminuten' };
const after: Readonly<Record<CreditKind, string>> = {
  mail: 'E-Mails, die man abbestellen kann, etwa Neuigkeiten und Erinnerungen, warten danach bis zum nächsten Monat. Links in einen Raum, Rechnungen und Quittungen gehen immer hinaus.',
  ai: 'Texte werden danach bis zum nächsten Monat nur aus Vorlagen geschrieben.',
  room_minutes: 'Kein Raum wird je abgebrochen: Minuten darüber hinaus werden gezählt und angezeigt.',
};

export const de: typeof en = {
  low: (site, { kind, used, allowance, bought, day }) => ({
    subject: `${site} hat ${used} von ${allowance} ${what[kind]} verbraucht`,
    heading: `${used} von ${allowance} ${what[kind]} sind verbraucht`,
    paragraphs: [
      `Das nächste Kontingent beginnt am ${day}.`,
      ...(bought === null ? [] : [`Daneben sind von dem, was gekauft wurde, noch ${bought} übrig.`]),
      after[kind],
    ],
    action: 'Tarif und Abrechnung öffnen',
  }),
  why: (site) => `Sie bekommen das, weil Ihnen ${site} gehört.`,
};
