import { IntegrationError } from '../kit/errors.ts';

/**
 * Currencies without decimals (ISO 4217) whose amounts Stripe nevertheless takes with two, and those with three decimals, of which
 * it takes no last digit (https://docs.stripe.com/currencies, "Special cases").
 */
const TWO_FOR_NONE: ReadonlySet<string> = new Set(['ISK', 'UGX']);
const THREE: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** Our minor units as Stripe counts them. @throws IntegrationError `invalid-request` for what it cannot charge */
export function toStripeAmount(amount: number, currency: string): number {
  if (THREE.has(currency) && amount % 10 !== 0)
    throw new IntegrationError('payments', 'invalid-request', false, {
      message: `${currency} ends with a zero there.`,
    });
  return TWO_FOR_NONE.has(currency) ? amount * 100 : amount;
}

/** The other way round. @param currency as Stripe writes it, in small letters, or in ours */
export const fromStripeAmount = (amount: number, currency: string): number =>
  TWO_FOR_NONE.has(currency.toUpperCase()) ? Math.round(amount / 100) : amount;

/** A platform's fee, made chargeable by leaving a rest to the promoter. */
export const toStripeFee = (fee: number, currency: string): number =>
  toStripeAmount(THREE.has(currency) ? fee - (fee % 10) : fee, currency);
