import type { InstalmentStep } from '@stageline/domain';

/** What somebody reads who pays in parts. */
export const en = {
  subjects: {
    ahead: (amount: string, day: string) => `${amount} is due on ${day}`,
    first: (amount: string) => `${amount} is not paid yet`,
    second: (amount: string) => `Second reminder: ${amount} is not paid yet`,
    last: (amount: string) => `Last reminder: ${amount} is not paid yet`,
  } satisfies Record<InstalmentStep, (amount: string, day: string) => string>,
  heading: (firstName: string) => `Your next part, ${firstName}`,
  part: (part: number, parts: number, invoice: string) => `This is part ${part} of ${parts} of invoice ${invoice}.`,
  texts: {
    ahead: (amount: string, day: string) => `${amount} is due on ${day}.`,
    first: (amount: string, day: string) => `${amount} was due on ${day}. Perhaps it was forgotten.`,
    second: (amount: string, day: string) => `${amount} was due on ${day} and has not arrived.`,
    last: (amount: string, day: string) =>
      `${amount} was due on ${day} and has not arrived. What it pays for is closed until it does.`,
  } satisfies Record<InstalmentStep, (amount: string, day: string) => string>,
  crossed: 'If you have paid in the meantime, you need do nothing.',
  pay: 'Pay now',
  invoice: 'Open the invoice',
  why: (seller: string) => `You get this because you have a contract with ${seller}.`,
};
