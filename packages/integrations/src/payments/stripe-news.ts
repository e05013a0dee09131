import type { Stripe } from 'stripe';
import { ASKS_THE_BUYER, type AccountState, type PaymentNews, type RefundState, type SavedChargeNews } from './port.ts';
import { fromStripeAmount } from './stripe-amount.ts';

/** What an event of Stripe says in our words; null for a kind that nothing here needs. */
export function newsOfEvent(event: Stripe.Event): PaymentNews | null {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.expired':
      return newsOfSession(event.data.object);
    case 'checkout.session.async_payment_failed': {
      const reference = referenceOf(event.data.object);
      return reference === null ? null : { kind: 'failed', reference, code: 'debit_failed', isFinal: true };
    }
    case 'payment_intent.succeeded':
      return newsOfIntent(event.data.object);
    case 'payment_intent.payment_failed': {
      if (isSavedCharge(event.data.object)) return newsOfIntent(event.data.object);
      const { metadata, last_payment_error: error } = event.data.object;
      const reference = metadata['payment'];
      const code = error?.decline_code ?? error?.code ?? 'declined';
      return reference === undefined ? null : { kind: 'failed', reference, code, isFinal: false };
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return newsOfRefund(event.data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
      return newsOfDispute(event.data.object);
    case 'account.updated':
      return { kind: 'account', ...stateOf(event.data.object) };
    case 'account.application.deauthorized':
      return { kind: 'account', isChargeable: false, isPayable: false };
    default:
      return null;
  }
}

/** What a checkout has come to; null while the buyer may still pay there, and for one that is not ours. */
export function newsOfSession(session: Stripe.Checkout.Session): PaymentNews | null {
  const reference = referenceOf(session);
  const checkoutId = session.id;
  if (reference === null) return null;
  if (session.status === 'expired') return { kind: 'expired', reference, checkoutId };
  const chargeId = idOf(session.payment_intent);
  if (session.status !== 'complete') return null;
  if (session.payment_status !== 'paid') return { kind: 'processing', reference, checkoutId, chargeId };
  if (chargeId === null || session.currency === null) return null;
  const currency = session.currency.toUpperCase();
  const amount = fromStripeAmount(session.amount_total ?? 0, currency);
  const [method, ...others] = session.payment_method_types;
  const isCard = others.length === 0 && method === 'card';
  return { kind: 'paid', reference, checkoutId, chargeId, amount, currency, method: isCard ? 'card' : 'other' };
}

/** What tells a charge of a kept card from one of a checkout, which is told of by its session. */
export const SAVED = { saved: 'yes' } as const;
const isSavedCharge = ({ metadata }: Stripe.PaymentIntent): boolean => metadata['saved'] === SAVED.saved;

/** What a charge of a kept card has come to; null for any other. */
export function newsOfIntent(intent: Stripe.PaymentIntent): SavedChargeNews | null {
  const { id, metadata, status, last_payment_error: error } = intent;
  const reference = metadata['payment'];
  if (reference === undefined || !isSavedCharge(intent)) return null;
  const of = { reference, checkoutId: id, chargeId: id };
  const currency = intent.currency.toUpperCase();
  if (status === 'succeeded')
    return { kind: 'paid', ...of, amount: fromStripeAmount(intent.amount, currency), currency, method: 'card' };
  if (status === 'processing') return { kind: 'processing', ...of };
  // Nobody goes on with it: there is no page at which it could be confirmed.
  const asks = status === 'requires_action' ? ASKS_THE_BUYER : 'declined';
  return { kind: 'failed', reference, code: codeOfDecline(error) ?? asks, isFinal: true };
}

/** A bank that asks for the buyer says so by one code or the other. */
export function codeOfDecline(
  error: { readonly code?: string | undefined; readonly decline_code?: string | undefined } | null,
): string | undefined {
  return error?.code === ASKS_THE_BUYER ? ASKS_THE_BUYER : (error?.decline_code ?? error?.code);
}

/** Stripe's states of a refund: `requires_action` waits for the buyer, `canceled` never goes through. */
const refundStates: Readonly<Record<string, RefundState>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

export function newsOfRefund(refund: Stripe.Refund): Extract<PaymentNews, { kind: 'refund' }> | null {
  const chargeId = idOf(refund.payment_intent);
  if (chargeId === null) return null;
  const currency = refund.currency.toUpperCase();
  return {
    kind: 'refund',
    chargeId,
    refundId: refund.id,
    reference: refund.metadata?.['refund'] ?? null,
    amount: fromStripeAmount(refund.amount, currency),
    currency,
    state: refundStates[refund.status ?? ''] ?? 'pending',
    failure: refund.failure_reason ?? null,
  };
}

export function newsOfDispute(dispute: Stripe.Dispute): PaymentNews | null {
  const chargeId = idOf(dispute.payment_intent);
  // An inquiry takes no money; it becomes a dispute, or ends.
  if (chargeId === null || dispute.status.startsWith('warning_')) return null;
  const currency = dispute.currency.toUpperCase();
  const state = dispute.status === 'won' ? 'won' : dispute.status === 'lost' ? 'lost' : 'open';
  const amount = fromStripeAmount(dispute.amount, currency);
  return { kind: 'dispute', chargeId, disputeId: dispute.id, amount, currency, state, reason: dispute.reason };
}

export const stateOf = ({ charges_enabled, payouts_enabled }: Stripe.Account): AccountState => ({
  isChargeable: charges_enabled === true,
  isPayable: payouts_enabled === true,
});

const referenceOf = ({ client_reference_id: reference }: Stripe.Checkout.Session): string | null => reference;
export const idOf = (object: string | { readonly id: string } | null | undefined): string | null =>
  typeof object === 'string' ? object : (object?.id ?? null);
