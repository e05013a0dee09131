import { Stripe } from 'stripe';
import { IntegrationError } from '../kit/errors.ts';
import { parseRequest, SavedChargeRequest, type PaymentsPort, type SavedChargeNews } from './port.ts';
import { toStripeAmount, toStripeFee } from './stripe-amount.ts';
import { codeOfDecline, idOf, newsOfIntent, SAVED } from './stripe-news.ts';

type Call = <T>(ask: () => Promise<T>) => Promise<T>;
/** Charges of one card; a debt has at most 36 parts, and each of them three tries. */
const MOST = 1000;

/** Charges of a card that a checkout has kept for a customer of the connected account (D-04). */
export function createStripeSaved(stripe: Stripe, call: Call): Pick<PaymentsPort, 'chargeSaved' | 'findSaved'> {
  async function cardOf({ accountId, savedBy }: SavedChargeRequest) {
    const intent = await call(() => stripe.paymentIntents.retrieve(savedBy, {}, { stripeAccount: accountId }));
    const [customer, card] = [idOf(intent.customer), idOf(intent.payment_method)];
    if (customer === null || card === null) throw new IntegrationError('payments', 'no-saved-card', false);
    return { customer, card };
  }

  /** Stripe forgets keys after a day, and charges never. */
  async function find(request: SavedChargeRequest, customer: string): Promise<SavedChargeNews | null> {
    const { accountId, reference } = request;
    const made = await call(() =>
      stripe.paymentIntents
        .list({ customer, limit: 100 }, { stripeAccount: accountId })
        .autoPagingToArray({ limit: MOST }),
    );
    const known = made.find(({ metadata }) => metadata['payment'] === reference);
    return known === undefined ? null : newsOfIntent(known);
  }

  return {
    async findSaved(request) {
      const parsed = parseRequest(SavedChargeRequest, request);
      return find(parsed, (await cardOf(parsed)).customer);
    },

    async chargeSaved(request) {
      const parsed = parseRequest(SavedChargeRequest, request);
      const { key, accountId, reference, amount, currency, fee, description } = parsed;
      const { customer, card } = await cardOf(parsed);
      const known = await find(parsed, customer);
      if (known !== null) return known;
      const params: Stripe.PaymentIntentCreateParams = {
        ...{ amount: toStripeAmount(amount, currency), currency: currency.toLowerCase(), description },
        ...{ customer, payment_method: card, payment_method_types: ['card'], off_session: true, confirm: true },
        ...(fee > 0 && { application_fee_amount: toStripeFee(fee, currency) }),
        metadata: { payment: reference, ...SAVED },
      };
      try {
        const intent = await call(() =>
          stripe.paymentIntents.create(params, { stripeAccount: accountId, idempotencyKey: key }),
        );
        const news = newsOfIntent(intent);
        if (news === null) throw new IntegrationError('payments', 'rejected', false);
        return news;
      } catch (error) {
        const cause = error instanceof IntegrationError ? error.cause : null;
        if (!(cause instanceof Stripe.errors.StripeCardError)) throw error;
        return { kind: 'failed', reference, code: codeOfDecline(cause) ?? 'declined', isFinal: true };
      }
    },
  };
}
