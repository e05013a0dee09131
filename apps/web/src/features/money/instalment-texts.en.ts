import type { InstalmentPlanView } from '@stageline/contracts';

const states: Readonly<Record<InstalmentPlanView['state'], string>> = {
  on_track: 'On time',
  late: 'Late',
  arrears: 'Two weeks late',
  paid: 'Paid',
};
const lastMails: Readonly<Record<NonNullable<InstalmentPlanView['lastMail']>, string>> = {
  ahead: 'The buyer was reminded before it is due.',
  first: 'The first reminder went out.',
  second: 'The second reminder went out.',
  last: 'The last reminder went out.',
};

export const en = {
  states,
  lastMails,
  title: 'Parts',
  loading: 'Loading',
  none: 'All of it is paid at once.',
  agree: 'Let it be paid in parts',
  agreeAgain: 'Other parts',
  agreeHint:
    'What is due is divided. The buyer is reminded three days before each part, and up to three times after. Two weeks late, what it pays for is closed until they pay.',
  count: 'How many parts',
  first: 'The first is due',
  pace: 'Then',
  paces: { week: 'every week', fortnight: 'every two weeks', month: 'every month' },
  badCount: 'From 2 to 36.',
  badDay: 'Please choose a day from today on.',
  preview: 'The parts',
  agreed: 'It is paid in parts from now on',
  end: 'End the parts',
  endTitle: 'End the parts?',
  endHint: 'All that is due is asked for at once again, and nobody is reminded of parts.',
  ended: 'The parts are ended',
  part: (part: number, parts: number) => `Part ${part} of ${parts}`,
  due: (day: string) => `Due ${day}`,
  partPaid: 'Paid',
  paidOf: (paid: string, amount: string) => `${paid} of ${amount} paid`,
  asked: (amount: string) => `Whoever pays is asked for ${amount} now.`,
  charges: {
    agreed: (day: string) =>
      `The buyer agreed on ${day} to later parts being charged to the card with which they pay next.`,
    active: (day: string) => `Parts are charged by themselves: the buyer agreed on ${day}.`,
    withdrawn: (day: string) => `The buyer took back on ${day} that parts are charged by themselves.`,
  },
  nextCharge: (day: string) => `The next charge is on ${day}.`,
  nextMail: (day: string) => `The next reminder goes out on ${day}, unless it is paid before.`,
};
