import type { en } from './invoices.mail.en.ts';

export const de: typeof en = {
  invoice: {
    subject: (number, site) => `Rechnung ${number} von ${site}`,
    heading: (firstName) => `Ihre Rechnung, ${firstName}`,
    text: (amount, day) => `Zu zahlen: ${amount} bis zum ${day}.`,
    paid: (amount) => `Der Betrag von ${amount} ist bezahlt.`,
    action: 'Die Rechnung öffnen',
    pay: 'Jetzt bezahlen',
    paper: (url) => `Die Rechnung als PDF:\n${url}`,
  },
  receipt: {
    subject: (number, site) => `Zahlungsbeleg ${number} von ${site}`,
    heading: (firstName) => `Vielen Dank, ${firstName}`,
    text: (amount, invoice) => `Wir haben ${amount} zur Rechnung ${invoice} erhalten.`,
    stillDue: (amount) => `Noch zu zahlen: ${amount}.`,
    action: 'Den Beleg öffnen',
  },
  creditNote: {
    subject: (number, site) => `Gutschrift ${number} von ${site}`,
    heading: (firstName) => `Für Sie wurde etwas zurückgenommen, ${firstName}`,
    text: (amount, invoice) => `Wir haben ${amount} der Rechnung ${invoice} zurückgenommen.`,
    reason: (reason) => `Der Grund: ${reason}`,
    action: 'Die Gutschrift öffnen',
  },
  why: (seller) => `Sie bekommen diese Nachricht, weil Sie einen Vertrag mit ${seller} haben.`,
};
