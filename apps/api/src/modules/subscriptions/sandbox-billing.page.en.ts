import type { SandboxBillingOutcome } from '@stageline/integrations/payments';

/** What the sandbox's pages say that stand for a provider's. */
export const en = {
  title: 'Sandbox billing',
  sandbox: 'This is a sandbox. No money moves, and no card is asked for.',
  what: 'What is to happen?',
  pay: 'Pay',
  cancel: 'Go back without paying',
  back: 'Back to the site',
  declined: 'The card was declined. Please try another way.',
  paid: 'Done. Thank you.',
  closed: 'Nobody can pay here any more. Please begin again from the site.',
  challenge: 'Your bank asks: is it you?',
  confirm: 'Yes, it is me',
  refuse: 'No',
  trial: 'Nothing is charged before the trial is over.',
  portal: 'How you pay',
  goodCard: 'Name a card that works, and pay what is open',
  badCard: 'Let the card decline from now on',
  renew: 'Let the period end now',
  cards: { none: 'There is no card yet.', good: 'The card works.', declines: 'The card declines.' },
  nothing: 'Nothing is booked.',
  states: { open: 'to be paid', paid: 'paid', void: 'taken back' },
  due: 'There is an open invoice.',
  outcomes: {
    card: 'The card is charged',
    'card-3ds': 'The bank asks whether it is you (3-D Secure)',
    'card-declined': 'The card is declined',
  } satisfies Record<SandboxBillingOutcome, string>,
};
export type SandboxBillingTexts = typeof en;
