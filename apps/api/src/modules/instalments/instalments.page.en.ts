/** The page on which a buyer sees the parts of an invoice, and says how later ones are paid. */
export const en = {
  title: 'Your parts',
  ofInvoice: (invoice: string, site: string) => `Invoice ${invoice} from ${site}, paid in parts.`,
  part: (part: number, parts: number) => `Part ${part} of ${parts}`,
  line: (part: string, amount: string, day: string) => `${part}: ${amount}, due ${day}`,
  paid: 'paid',
  pay: (amount: string) => `Pay ${amount}`,
  payWithout: (amount: string) => `Pay ${amount} without agreeing`,
  allPaid: 'All parts are paid.',
  ask: 'Later parts',
  askHint:
    'If you want, later parts are charged by themselves to the card with which you pay next. Otherwise we send you a reminder each time.',
  agreeTo: (dates: string) => `Yes, charge to the same card: ${dates}.`,
  charge: (amount: string, day: string) => `${amount} on ${day}`,
  takeBackHint: 'You are told two days before each one, and can take this back on this page at any time.',
  agree: 'Agree, then pay',
  agreed: 'You agreed. Later parts are charged to the card with which you pay now:',
  active: 'You agreed. Later parts are charged by themselves:',
  withdrawn: 'Nothing is charged by itself any more. We remind you of each part.',
  withdraw: 'Take this back',
};
