import type { CreditKind } from '@stageline/contracts';

export interface LowCredits {
  readonly kind: CreditKind;
  /** Of the allowance of this month, as people write it. */
  readonly used: string;
  readonly allowance: string;
  /** What was bought beside it, and does not end; null for none. */
  readonly bought: string | null;
  /** When the next allowance begins. */
  readonly day: string;
}

const what: Readonly<Record<CreditKind, string>> = { mail: 'mails', ai: 'AI units', room_minutes: 'room minutes' };
const after: Readonly<Record<CreditKind, string>> = {
  mail: 'Mails that readers can stop, such as news and reminders, then wait until the next month. Links into a room, invoices and receipts always go out.',
  ai: 'Texts are then written by templates alone until the next month.',
  room_minutes: 'No room is ever cut off: minutes beyond the allowance are counted and shown.',
};

/** A letter to the owners of a site. */
export const en = {
  low: (site: string, { kind, used, allowance, bought, day }: LowCredits) => ({
    subject: `${site} has used ${used} of ${allowance} ${what[kind]}`,
    heading: `${used} of ${allowance} ${what[kind]} are used`,
    paragraphs: [
      `The next allowance begins on ${day}.`,
      ...(bought === null ? [] : [`Beside it ${bought} are left of what was bought.`]),
      after[kind],
    ],
    action: 'Open plan and billing',
  }),
  why: (site: string) => `You get this because you own ${site}.`,
};
