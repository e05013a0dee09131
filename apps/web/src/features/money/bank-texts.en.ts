import type { StatementLineState, Suggestion } from '@stageline/contracts';
import { count } from '../../shared/i18n/index.ts';

const states: Readonly<Record<StatementLineState, string>> = {
  open: 'Not decided',
  booked: 'Noted as payments',
  aside: 'Put aside',
};
const certainties: Readonly<Record<Suggestion['certainty'], string>> = {
  sure: 'Sure',
  likely: 'Likely',
  possible: 'Possible',
};
const reasons: Readonly<Record<Suggestion['reasons'][number], string>> = {
  number: 'names the invoice',
  amount: 'just what is due',
  sum: 'just what is due of all of them',
  name: 'the buyer’s name',
};

export const en = {
  link: 'Bank',
  title: 'Bank statements',
  description: 'What came to your bank account, and the invoices that it paid. Each line is noted once.',
  bring: 'Bring a statement',
  bringing: 'Reading the file',
  bringHint: 'CAMT.053 or CSV from your bank, up to 5 MB. Bringing the same file again changes nothing.',
  tooLarge: 'This file has more than 5 MB. Bring the statement in parts.',
  brought: (added: number, known: number, leftOut: number) =>
    [
      count(added, { one: '# new line', other: '# new lines' }),
      ...(known > 0 ? [count(known, { one: '# was here before', other: '# were here before' })] : []),
      ...(leftOut > 0
        ? [count(leftOut, { one: '# is no money that came in', other: '# are no money that came in' })]
        : []),
    ].join(' · '),
  show: 'Show',
  states,
  loading: 'Loading',
  emptyTitles: {
    open: 'Nothing to decide',
    booked: 'Nothing noted yet',
    aside: 'Nothing put aside',
  } satisfies Record<StatementLineState, string>,
  empty: {
    open: 'Bring a statement of your bank. What it tells is matched with your invoices.',
    booked: 'Lines that you note as payments stand here, with their invoices.',
    aside: 'Lines that pay no invoice stand here, so that nobody looks at them twice.',
  } satisfies Record<StatementLineState, string>,
  certainties,
  reasons,
  sureHint: 'These name their invoices, and come to just what is due of them.',
  bookSure: (lines: number) => count(lines, { one: 'Note the sure one', other: 'Note all # sure ones' }),
  bookedSure: (booked: number, left: number) =>
    [
      count(booked, { one: '# is noted', other: '# are noted' }),
      ...(left > 0 ? [count(left, { one: '# is not sure any more', other: '# are not sure any more' })] : []),
    ].join(' · '),
  nobody: 'Without a name',
  nothingFits: 'No invoice fits.',
  partOf: (amount: string, due: string) => `${amount} of ${due} due`,
  book: 'Note as payment',
  bookOf: (what: string) => `Note as payment: ${what}`,
  isBooked: 'The payment is noted',
  choose: 'Choose invoices',
  chooseFor: (what: string) => `Choose invoices for ${what}`,
  chooseTitle: (amount: string) => `What did ${amount} pay?`,
  chooseHint: 'The buyer gets a receipt for each invoice. What is beyond them is the credit of the last one’s buyer.',
  search: 'Number or name',
  noneOwed: 'No open invoice in this currency by that number or name.',
  noneChosen: 'Please choose an invoice.',
  putAside: 'Put aside',
  isAside: 'The line is put aside',
  bringBack: 'Bring back',
};
