import type { en } from './instalments.page.en.ts';

export const de: typeof en = {
  title: 'Ihre Raten',
  ofInvoice: (invoice, site) => `Rechnung ${invoice} von ${site}, in Raten bezahlt.`,
  part: (part, parts) => `Rate ${part} von ${parts}`,
  line: (part, amount, day) => `${part}: ${amount}, fällig am ${day}`,
  paid: 'bezahlt',
  pay: (amount) => `${amount} bezahlen`,
  payWithout: (amount) => `${amount} bezahlen, ohne zuzustimmen`,
  allPaid: 'Alle Raten sind bezahlt.',
  ask: 'Spätere Raten',
  askHint:
    'Wenn Sie möchten, werden spätere Raten von selbst von der Karte abgebucht, mit der Sie als Nächstes bezahlen. Sonst schicken wir Ihnen jedes Mal eine Erinnerung.',
  agreeTo: (dates) => `Ja, von derselben Karte abbuchen: ${dates}.`,
  charge: (amount, day) => `${amount} am ${day}`,
  takeBackHint:
    'Zwei Tage vor jeder Abbuchung bekommen Sie eine Nachricht. Sie können das auf dieser Seite jederzeit zurücknehmen.',
  agree: 'Zustimmen, dann bezahlen',
  agreed: 'Sie haben zugestimmt. Spätere Raten werden von der Karte abgebucht, mit der Sie jetzt bezahlen:',
  active: 'Sie haben zugestimmt. Spätere Raten werden von selbst abgebucht:',
  withdrawn: 'Es wird nichts mehr von selbst abgebucht. Wir erinnern Sie an jede Rate.',
  withdraw: 'Zurücknehmen',
};
