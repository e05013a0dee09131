import type { en } from './instalment-texts.en.ts';

const de: typeof en = {
  states: { on_track: 'Pünktlich', late: 'Verspätet', arrears: 'Zwei Wochen verspätet', paid: 'Bezahlt' },
  lastMails: {
    ahead: 'Der Käufer wurde vor der Fälligkeit erinnert.',
    first: 'Die erste Erinnerung ging hinaus.',
    second: 'Die zweite Erinnerung ging hinaus.',
    last: 'Die letzte Erinnerung ging hinaus.',
  },
  title: 'Raten',
  loading: 'Wird geladen',
  none: 'Alles wird auf einmal bezahlt.',
  agree: 'In Raten bezahlen lassen',
  agreeAgain: 'Andere Raten',
  agreeHint:
    'Der offene Betrag wird geteilt. Drei Tage vor jeder Rate wird der Käufer erinnert, danach bis zu dreimal. Nach zwei Wochen Verspätung ist geschlossen, was damit bezahlt wird, bis er zahlt.',
  count: 'Wie viele Raten',
  first: 'Die erste ist fällig am',
  pace: 'Danach',
  paces: { week: 'jede Woche', fortnight: 'alle zwei Wochen', month: 'jeden Monat' },
  badCount: 'Von 2 bis 36.',
  badDay: 'Bitte wählen Sie einen Tag ab heute.',
  preview: 'Die Raten',
  agreed: 'Von jetzt an wird in Raten bezahlt',
  end: 'Raten beenden',
  endTitle: 'Die Raten beenden?',
  endHint: 'Der offene Betrag wird wieder auf einmal verlangt, und an Raten wird nicht mehr erinnert.',
  ended: 'Die Raten sind beendet',
  part: (part, parts) => `Rate ${part} von ${parts}`,
  due: (day) => `Fällig am ${day}`,
  partPaid: 'Bezahlt',
  paidOf: (paid, amount) => `${paid} von ${amount} bezahlt`,
  asked: (amount) => `Beim Bezahlen werden jetzt ${amount} verlangt.`,
  charges: {
    agreed: (day) =>
      `Der Käufer hat am ${day} erlaubt, spätere Raten von der Karte abzubuchen, mit der er als Nächstes bezahlt.`,
    active: (day) => `Raten werden von selbst abgebucht: Der Käufer hat das am ${day} erlaubt.`,
    withdrawn: (day) => `Der Käufer hat am ${day} zurückgenommen, dass Raten von selbst abgebucht werden.`,
  },
  nextCharge: (day) => `Die nächste Abbuchung ist am ${day}.`,
  nextMail: (day) => `Die nächste Erinnerung geht am ${day} hinaus, wenn bis dahin nicht bezahlt ist.`,
};

export default de;
