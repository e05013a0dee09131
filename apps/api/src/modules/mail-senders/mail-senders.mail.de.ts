import type { en } from './mail-senders.mail.en.ts';

export const de: typeof en = {
  verified: {
    subject: (address) => `Ihre E-Mails kommen jetzt von ${address}`,
    body: (address, name) =>
      `Guten Tag ${name}, wir haben den Schlüssel von ${address} im DNS gefunden. E-Mails an Ihre Leute kommen ab jetzt von dieser Adresse, unterschrieben von Ihrer Domain.`,
  },
  failing: {
    subject: (address) => `Bitte sehen Sie nach: Absender ${address}`,
    body: (address, name) =>
      `Guten Tag ${name}, wir finden den Schlüssel von ${address} im DNS nicht mehr. Bis er wieder da ist, kommen Ihre E-Mails von unserer Adresse, und Antworten gehen weiter an Sie. Wir sehen jede Stunde nach.`,
  },
  open: 'Absender öffnen',
  why: (site) => `Sie bekommen das, weil Ihnen ${site} gehört.`,
};
