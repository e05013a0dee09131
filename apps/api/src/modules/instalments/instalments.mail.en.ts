import type { InstalmentStep } from '@stageline/domain';

/** What is told of charges to a kept card: before, when it was declined, and when the bank asks for its customer. */
export type ChargeStep = 'charged' | 'declined' | 'asks';
type Texts = Record<InstalmentStep | ChargeStep, (amount: string, day: string) => string>;

/** What somebody reads who pays in parts. */
export const en = {
  subjects: {
    ahead: (amount: string, day: string) => `${amount} is due on ${day}`,
    first: (amount: string) => `${amount} is not paid yet`,
    second: (amount: string) => `Second reminder: ${amount} is not paid yet`,
    last: (amount: string) => `Last reminder: ${amount} is not paid yet`,
    charged: (amount: string, day: string) => `${amount} will be charged on ${day}`,
    declined: (amount: string) => `${amount} could not be charged`,
    asks: (amount: string) => `Your bank asks you to confirm ${amount}`,
  } satisfies Texts,
  heading: (firstName: string) => `Your next part, ${firstName}`,
  part: (part: number, parts: number, invoice: string) => `This is part ${part} of ${parts} of invoice ${invoice}.`,
  texts: {
    ahead: (amount: string, day: string) => `${amount} is due on ${day}.`,
    first: (amount: string, day: string) => `${amount} was due on ${day}. Perhaps it was forgotten.`,
    second: (amount: string, day: string) => `${amount} was due on ${day} and has not arrived.`,
    last: (amount: string, day: string) =>
      `${amount} was due on ${day} and has not arrived. What it pays for is closed until it does.`,
    charged: (amount: string, day: string) =>
      `${amount} will be charged to your card on ${day}, as you agreed. You need do nothing. If you do not want that any more, you can say so on the page of your parts before that day.`,
    declined: (amount: string, day: string) =>
      `Your card was declined, so ${amount} was not charged. It is tried again on ${day}. You can also pay it yourself before.`,
    asks: (amount: string) =>
      `${amount} was not charged, because your bank wants you to confirm it yourself. Please pay it here.`,
  } satisfies Texts,
  crossed: 'If you have paid in the meantime, you need do nothing.',
  pay: 'Pay now',
  parts: 'See your parts',
  invoice: 'Open the invoice',
  why: (seller: string) => `You get this because you have a contract with ${seller}.`,
};
