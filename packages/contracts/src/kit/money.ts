import { z } from 'zod';

/**
 * Currencies that money can be taken in, with how many digits their minor unit is behind the point (ISO 4217, list one). The
 * list is closed: an amount in a currency whose exponent nobody knows is no amount. Currencies of which runtimes show other digits
 * than ISO 4217 gives them (COP, HUF, IDR) are not among them: the same amount would read a hundred times larger.
 */
export const currencyExponents = {
  AED: 2,
  AUD: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CLP: 0,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  ILS: 2,
  INR: 2,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  MXN: 2,
  MYR: 2,
  NOK: 2,
  NPR: 2,
  NZD: 2,
  OMR: 3,
  PHP: 2,
  PLN: 2,
  PYG: 0,
  RON: 2,
  RSD: 2,
  SAR: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TND: 3,
  TRY: 2,
  TWD: 2,
  UGX: 0,
  USD: 2,
  VND: 0,
  ZAR: 2,
} as const satisfies Record<string, 0 | 2 | 3>;

export type Currency = keyof typeof currencyExponents;
export const currencies = Object.keys(currencyExponents) as [Currency, ...Currency[]];
export const Currency = z.enum(currencies, 'Please choose a currency.');

/** The largest amount of one document, in minor units: sums of a million of them are still exact as a number. */
export const MAX_AMOUNT = 1_000_000_000;

/** An amount in the minor unit of its currency (ISO 4217); below zero where money goes the other way. */
export const Money = z.strictObject({ amount: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

/** What something costs: more than nothing. */
export const Price = Money.extend({
  amount: z.int().min(1, 'Please give an amount above zero.').max(100_000_000, 'That is more than can be asked for.'),
});
export type Price = z.infer<typeof Price>;

/** How a payment reached the seller. */
/** `credit`: with what the buyer had paid beyond another invoice. */
export const PaymentMethod = z.enum(['card', 'bank_debit', 'bank_transfer', 'cash', 'other', 'credit']);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/**
 * Where an invoice stands (D-02). Only a draft can be changed; an issued one changes by what happens to it: payments, its due
 * date, credit notes, or somebody who gives up hope.
 */
export const InvoiceState = z.enum(['draft', 'issued', 'partially_paid', 'paid', 'overdue', 'void', 'uncollectible']);
export type InvoiceState = z.infer<typeof InvoiceState>;
