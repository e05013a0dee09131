import type { BillingNotice, BillingView, CreditKind, Plan } from '@stageline/contracts';

type Kind = NonNullable<BillingNotice['notice']>['kind'];
const states: Readonly<Record<BillingView['state'], string>> = {
  none: 'Free',
  trialing: 'Trial',
  active: 'Active',
  cancelling: 'Cancelled',
  past_due: 'Payment failed',
  grace: 'Payment failed',
  restricted: 'Restricted',
  ended: 'Free',
};
const invoiceStates: Readonly<Record<BillingView['invoices'][number]['state'], string>> = {
  open: 'To be paid',
  paid: 'Paid',
  void: 'Taken back',
};
const credits: Readonly<Record<CreditKind, { readonly name: string; readonly hint: string }>> = {
  mail: {
    name: 'E-mails',
    hint: 'News and reminders to your people wait once they are used up. Links to seats never wait.',
  },
  ai: { name: 'AI texts', hint: 'Counted when a text is written; one that fails costs nothing.' },
  room_minutes: { name: 'Room minutes', hint: 'Counted after each masterclass. A room is never cut off.' },
};
const planFeatures: Readonly<Record<Plan, string>> = {
  free: 'To try it out',
  pro: 'For one promoter',
  business: 'For a team',
};
const bars: Readonly<Record<Kind, (day: string) => string>> = {
  'trial-ends': (day) => `Your trial ends on ${day}.`,
  past_due: (day) =>
    `A payment for this site did not go through. Unless it is paid, the site is restricted from ${day}.`,
  grace: (day) => `A payment for this site is still missing. The site is restricted from ${day}.`,
  restricted: () => 'This site is restricted because a payment is missing. What is planned and sold takes place.',
};

export const en = {
  title: 'Plan and billing',
  description: 'What this site has, what it has used, and what it costs.',
  loading: 'Plan and billing are loading',
  plan: 'Your plan',
  states,
  sentences: {
    free: 'You are on the free plan.',
    given: (plan: string) => `You have ${plan} without a charge, from whoever runs this platform.`,
    active: (price: string, day: string) => `${price}. The next charge comes on ${day}.`,
    trialPaid: (price: string, day: string) => `Your trial ends on ${day}. From then on it costs ${price}.`,
    trialFree: (day: string) =>
      `Your trial ends on ${day}. Choose how to pay until then to keep it; otherwise you go on for free.`,
    cancelling: (day: string) =>
      `It ends on ${day}. After that you go on for free, and nothing of what you made is lost.`,
    owing: (day: string) =>
      `A charge did not go through, and it is tried again. Unless it is paid by ${day}, the site is restricted.`,
    restricted:
      'You cannot plan, invite, import or publish, and news wait, until the payment is made. What is planned and sold takes place, and you can read and export everything.',
    paidUntil: (price: string, day: string) => `${price}. It is paid until ${day}.`,
    next: (plan: string, price: string, day: string) =>
      `On ${day} it becomes ${plan} for ${price}, and that is charged then. Nothing is charged before, and until then you can take the change back.`,
    off: 'This platform takes no payments at the moment. Whoever runs it can give you another plan.',
  },
  tryOut: 'This is a sandbox: no money moves.',
  changeCard: 'Change the card',
  mend: 'Mend the payment',
  cancel: 'Cancel the plan',
  cancelNow: 'End the plan now',
  resume: 'Go on with the plan',
  cancelTitle: 'Cancel the plan?',
  cancelText: (day: string) =>
    `You keep it until ${day} and go on for free after that. Nothing of what you made is lost.`,
  cancelOwing: 'It is not paid, so it ends at once, and you go on for free. Nothing of what you made is lost.',
  cancelPlanned: 'The change that was planned falls away.',
  takeBack: 'Take the planned change back',
  keep: 'Keep it',
  cancelled: 'The plan is cancelled',
  resumed: 'You go on with the plan',
  plans: 'All plans',
  interval: 'How often you pay',
  intervals: { month: 'Monthly', year: 'Yearly, two months free' },
  currency: 'Currency',
  perMonth: (price: string) => `${price} a month`,
  perYear: (price: string) => `${price} a year`,
  costsNothing: 'Free of charge',
  planFeatures,
  members: (count: string) => `${count} members`,
  allows: {
    mail: (count: string) => `${count} e-mails a month`,
    ai: (count: string) => `${count} AI texts a month`,
    room_minutes: (count: string) => `${count} room minutes a month`,
  } satisfies Record<CreditKind, (count: string) => string>,
  yours: 'Your plan',
  choose: (plan: string) => `Choose ${plan}`,
  change: (plan: string) => `Change to ${plan}`,
  payBy: { month: 'Pay by the month', year: 'Pay by the year' },
  plannedFirst:
    'A change is planned for when your period ends. You can plan a smaller one instead. For something larger at once, take the planned change back first.',
  tryFree: (days: number) => `Try it for ${days} days, without a card`,
  tried: 'Your trial has begun',
  preview: (plan: string) => `Change to ${plan}`,
  previewing: 'The amount is worked out',
  dueNow: 'To be paid now',
  then: 'After that',
  from: (price: string, day: string) => `${price}, from ${day} on`,
  whens: {
    'at-once': () => 'You have it at once. What is left of the present plan is taken off.',
    later: (day: string) =>
      `Nothing is charged now. You keep the present plan until ${day}, because it is paid until then. You can take the change back until that day.`,
    undo: () => 'The change that was planned is taken back. Nothing is charged now.',
  },
  confirmChange: 'Confirm the change',
  changed: 'The plan is changed',
  usage: 'What you have used',
  usageHint: (day: string) => `Begins anew on ${day}. What you bought does not end.`,
  credits,
  usedOf: (used: string, of: string) => `${used} of ${of}`,
  bought: (count: string) => `and ${count} bought`,
  usedUp: 'Used up',
  buys: {
    mail: (count: string, price: string) => `Buy ${count} e-mails for ${price}`,
    ai: (count: string, price: string) => `Buy ${count} AI texts for ${price}`,
    room_minutes: (count: string, price: string) => `Buy ${count} room minutes for ${price}`,
  } satisfies Record<CreditKind, (count: string, price: string) => string>,
  invoices: 'Invoices',
  noInvoices: 'Invoices of the platform will be here once something was charged.',
  invoiceStates,
  tax: {
    words: {
      added: (rate: string, name: string) => `plus ${rate} ${name}`,
      included: (rate: string, name: string) => `including ${rate} ${name}`,
      exempt: (name: string) => `without ${name}`,
      reverse_charge: (name: string) => `without ${name}, which you owe yourself (reverse charge)`,
    },
    prices: (words: string) => `Prices ${words}.`,
    changes: (words: string) => `What is to be paid now is the whole amount. The price after that is ${words}.`,
    of: (amount: string) => `of it tax ${amount}`,
    reverse: 'Reverse charge',
  },
  buyer: {
    title: 'Invoice address',
    description: 'Stands on invoices of the platform from the next one on. What was charged stays as it was.',
    taxIdHint: 'With the VAT ID of a business elsewhere in the EU you owe the tax yourself (reverse charge).',
    save: 'Save the address',
    saved: 'The invoice address is saved',
  },
  open: 'Open',
  openOf: (number: string) => `Open invoice ${number}`,
  payOf: (number: string) => `Pay invoice ${number}`,
  pay: 'Pay',
  bar: 'Plan of this site',
  bars,
  look: 'Look at the plan',
};
