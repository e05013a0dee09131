import type { Currency, InvoiceView, LeadView, Locale } from '@stageline/contracts';
import type { CallInput } from '../../../shared/lib/api.ts';
import { minorOf, typedAmount } from '../../../shared/lib/money.ts';
import { dayOf } from './payment-values.ts';

/** A draft as controls hold it: numbers and days are text, and nothing is ''. */
export interface DraftValues {
  readonly buyer: {
    readonly name: string;
    readonly email: string;
    readonly company: string;
    readonly address: string;
    readonly country: string;
    readonly taxId: string;
    readonly locale: Locale;
  };
  readonly currency: Currency;
  readonly lines: readonly DraftLine[];
  readonly dueOn: string;
  readonly reverseCharge: boolean;
}
export interface DraftLine {
  readonly description: string;
  readonly quantity: string;
  readonly unitAmount: string;
}

export const newLine: DraftLine = { description: '', quantity: '1', unitAmount: '' };

/** An empty invoice to somebody. */
export const draftTo = ({ person }: LeadView, locale: Locale): DraftValues => ({
  buyer: {
    ...{ name: `${person.firstName} ${person.lastName}`.trim(), email: person.email ?? '' },
    ...{ company: person.company ?? '', address: '', country: '', taxId: '', locale },
  },
  ...{ currency: 'EUR', lines: [newLine], dueOn: '', reverseCharge: false },
});

/** What was written so far. */
export const valuesOfDraft = ({ buyer, currency, lines, dueAt, reverseCharge }: InvoiceView): DraftValues => ({
  buyer: {
    ...buyer,
    ...{ company: buyer.company ?? '', address: buyer.address.join('\n') },
    ...{ country: buyer.country ?? '', taxId: buyer.taxId ?? '' },
  },
  ...{ currency, reverseCharge, dueOn: dueAt === null ? '' : dayOf(new Date(dueAt)) },
  lines: lines.map(({ description, quantity, unitAmount }) => ({
    ...{ description, quantity: String(quantity), unitAmount: typedAmount(unitAmount, currency) },
  })),
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
export const quantityOf = (text: string): number | null => {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return number > 0 ? number : null;
};

/** What the form says, as the api takes it; a day counts to its end where the reader is. */
export function draftFrom({
  buyer,
  currency,
  lines,
  dueOn,
  reverseCharge,
}: DraftValues): Omit<CallInput<'invoices.create'>['body'], 'leadId'> {
  const address = buyer.address.split('\n').map((line) => line.trim());
  return {
    buyer: {
      ...{ name: buyer.name, email: buyer.email, locale: buyer.locale, company: orNull(buyer.company) },
      ...{ address: address.filter((line) => line !== ''), country: orNull(buyer.country), taxId: orNull(buyer.taxId) },
    },
    ...{ currency, reverseCharge },
    lines: lines.map(({ description, quantity, unitAmount }) => ({
      ...{ description, quantity: quantityOf(quantity) ?? 0, unitAmount: minorOf(unitAmount, currency) ?? 0 },
    })),
    ...(dueOn !== '' && { dueAt: new Date(`${dueOn}T23:59:59`).toISOString() }),
  };
}

/** What the lines come to, as far as they can be read. */
export const sumOf = ({ lines, currency }: Pick<DraftValues, 'lines' | 'currency'>): number =>
  lines.reduce(
    (sum, { quantity, unitAmount }) => sum + (quantityOf(quantity) ?? 0) * (minorOf(unitAmount, currency) ?? 0),
    0,
  );
