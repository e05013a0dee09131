import { count } from '../../shared/i18n/index.ts';
import type { en } from './bank-texts.en.ts';

const de: typeof en = {
  link: 'Bank',
  title: 'Kontoauszüge',
  description: 'Was auf Ihrem Konto eingegangen ist und welche Rechnungen es bezahlt. Jede Zeile wird einmal vermerkt.',
  bring: 'Kontoauszug einlesen',
  bringing: 'Die Datei wird gelesen',
  bringHint: 'CAMT.053 oder CSV Ihrer Bank, bis 5 MB. Dieselbe Datei noch einmal ändert nichts.',
  tooLarge: 'Diese Datei hat mehr als 5 MB. Lesen Sie den Auszug in Teilen ein.',
  brought: (added, known, leftOut) =>
    [
      count(added, { one: '# neue Zeile', other: '# neue Zeilen' }),
      ...(known > 0 ? [count(known, { one: '# war schon da', other: '# waren schon da' })] : []),
      ...(leftOut > 0 ? [count(leftOut, { one: '# ist kein Eingang', other: '# sind keine Eingänge' })] : []),
    ].join(' · '),
  show: 'Anzeigen',
  states: { open: 'Nicht entschieden', booked: 'Als Zahlung vermerkt', aside: 'Zur Seite gelegt' },
  loading: 'Wird geladen',
  emptyTitles: {
    open: 'Nichts zu entscheiden',
    booked: 'Noch nichts vermerkt',
    aside: 'Nichts zur Seite gelegt',
  },
  empty: {
    open: 'Lesen Sie einen Auszug Ihrer Bank ein. Was er sagt, wird mit Ihren Rechnungen verglichen.',
    booked: 'Hier stehen die Zeilen, die Sie als Zahlung vermerken, mit ihren Rechnungen.',
    aside: 'Hier stehen Zeilen, die keine Rechnung bezahlen, damit niemand zweimal nachsieht.',
  },
  certainties: { sure: 'Sicher', likely: 'Wahrscheinlich', possible: 'Möglich' },
  reasons: {
    number: 'nennt die Rechnung',
    amount: 'genau was offen ist',
    sum: 'genau was von allen offen ist',
    name: 'der Name auf der Rechnung',
  },
  sureHint: 'Diese nennen ihre Rechnungen und ergeben genau, was davon offen ist.',
  bookSure: (lines) => count(lines, { one: 'Die sichere vermerken', other: 'Alle # sicheren vermerken' }),
  bookedSure: (booked, left) =>
    [
      count(booked, { one: '# ist vermerkt', other: '# sind vermerkt' }),
      ...(left > 0 ? [count(left, { one: '# ist nicht mehr sicher', other: '# sind nicht mehr sicher' })] : []),
    ].join(' · '),
  nobody: 'Ohne Namen',
  nothingFits: 'Keine Rechnung passt.',
  partOf: (amount, due) => `${amount} von ${due} offen`,
  book: 'Als Zahlung vermerken',
  bookOf: (what) => `Als Zahlung vermerken: ${what}`,
  isBooked: 'Die Zahlung ist vermerkt',
  choose: 'Rechnungen wählen',
  chooseFor: (what) => `Rechnungen wählen für ${what}`,
  chooseTitle: (amount) => `Was haben ${amount} bezahlt?`,
  chooseHint: 'Für jede Rechnung gibt es einen Beleg. Was darüber hinausgeht, wird Guthaben bei der letzten.',
  search: 'Nummer oder Name',
  noneOwed: 'Keine offene Rechnung in dieser Währung mit dieser Nummer oder diesem Namen.',
  noneChosen: 'Bitte wählen Sie eine Rechnung.',
  putAside: 'Zur Seite legen',
  isAside: 'Die Zeile liegt zur Seite',
  bringBack: 'Zurückholen',
};
export default de;
