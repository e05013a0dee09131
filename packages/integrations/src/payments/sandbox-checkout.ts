import { ASKS_THE_BUYER, type DocumentSums, type PaymentMethod, type PaymentNews, type RefundState } from './port.ts';

/** What a buyer may choose on the sandbox's page: nobody types a card there. */
export const sandboxOutcomes = [
  'card',
  'card-3ds',
  'card-declined',
  'card-no-funds',
  'card-expired',
  'bank-debit',
  'bank-debit-fails',
  'card-disputed',
] as const;
export type SandboxOutcome = (typeof sandboxOutcomes)[number];

/** When and how often the gateway tells us. */
export const sandboxDeliveries = ['now', 'late', 'twice', 'reversed'] as const;
export type SandboxDelivery = (typeof sandboxDeliveries)[number];

/** How a kept card ends later charges. */
export const sandboxLater = ['works', 'declined', 'asks'] as const;
export type SandboxLater = (typeof sandboxLater)[number];

export interface SandboxRefund {
  readonly id: string;
  readonly reference: string;
  readonly amount: number;
  readonly state: RefundState;
  /** Why it did not arrive. */
  readonly failure?: string;
}

/** One checkout with all that came of it; the whole memory of the gateway. */
export interface SandboxCheckout {
  readonly id: string;
  readonly accountId: string;
  /** What was asked for, to tell another request under its key from the same. */
  readonly fingerprint: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly fee: number;
  readonly description: string;
  /** Missing on old ones, and where there is no tax. */
  readonly sums?: DocumentSums | undefined;
  readonly locale: 'en' | 'de';
  readonly returnUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Date;
  /** Missing on old ones. */
  readonly createdAt?: Date;
  readonly state: 'open' | 'challenged' | 'processing' | 'paid' | 'failed' | 'expired';
  readonly chargeId: string;
  readonly method: PaymentMethod;
  /** How the bank debit will end. */
  readonly debitFails: boolean;
  readonly disputeState: 'open' | 'won' | 'lost' | null;
  readonly attempts: number;
  readonly refunds: readonly SandboxRefund[];
  /** Whether the seller's account has no money to give back; missing is no. */
  readonly isDrained?: boolean;
  /** Whether its card is kept, and how that one ends later charges; missing is no, and that they work. */
  readonly savesCard?: boolean;
  readonly laterCharges?: SandboxLater;
  /** Why a charge without the buyer did not go through. */
  readonly failure?: string;
  readonly version: number;
}

/** What a step makes of a checkout, and what is told of it, in its order. */
export interface SandboxStep {
  readonly next: SandboxCheckout;
  readonly news: readonly PaymentNews[];
}

const declines: Partial<Record<SandboxOutcome, string>> = {
  'card-declined': 'generic_decline',
  'card-no-funds': 'insufficient_funds',
  'card-expired': 'expired_card',
};

/** The buyer chose an outcome. Null where nothing can be paid any more. */
export function chooseOutcome(checkout: SandboxCheckout, outcome: SandboxOutcome, now: Date): SandboxStep | null {
  if (checkout.state !== 'open' || checkout.expiresAt <= now) return null;
  const tried = { ...checkout, attempts: checkout.attempts + 1 };
  const decline = declines[outcome];
  if (decline !== undefined) return { next: tried, news: [declined(tried, decline)] };
  if (outcome === 'card-3ds') return { next: { ...tried, state: 'challenged' }, news: [] };
  if (outcome === 'bank-debit' || outcome === 'bank-debit-fails') {
    const debitFails = outcome === 'bank-debit-fails';
    const next = { ...tried, state: 'processing', method: 'bank-debit', debitFails } as const;
    return { next, news: [processingNews(next)] };
  }
  const paid = { ...tried, state: 'paid', method: 'card' } as const;
  if (outcome === 'card') return { next: paid, news: [paidNews(paid)] };
  const disputed = { ...paid, disputeState: 'open' } as const;
  return { next: disputed, news: [paidNews(disputed), disputeNews(disputed, 'open')] };
}

/** A kept card is charged without its owner. */
export function chargeKept(checkout: SandboxCheckout, later: SandboxLater): SandboxStep | null {
  if (checkout.state !== 'open') return null;
  const next: SandboxCheckout =
    later === 'works'
      ? { ...checkout, state: 'paid' }
      : { ...checkout, state: 'failed', failure: later === 'asks' ? ASKS_THE_BUYER : 'insufficient_funds' };
  return { next, news: newsOf(next) };
}

/** The buyer's bank has asked whether it is them. */
export function answerChallenge(checkout: SandboxCheckout, isThem: boolean, now: Date): SandboxStep | null {
  if (checkout.state !== 'challenged') return null;
  if (!isThem || checkout.expiresAt <= now) {
    const next = { ...checkout, state: 'open' } as const;
    return { next, news: [declined(next, 'authentication_failed')] };
  }
  const next = { ...checkout, state: 'paid', method: 'card' } as const;
  return { next, news: [paidNews(next)] };
}

/** The bank has answered a debit. */
export function settleDebit(checkout: SandboxCheckout): SandboxStep | null {
  if (checkout.state !== 'processing') return null;
  if (!checkout.debitFails) {
    const next = { ...checkout, state: 'paid' } as const;
    return { next, news: [paidNews(next)] };
  }
  const next = { ...checkout, state: 'failed' } as const;
  return { next, news: [{ kind: 'failed', reference: next.reference, code: 'debit_not_authorized', isFinal: true }] };
}

/** The buyer tells their bank that they never bought this. */
export function openDispute(checkout: SandboxCheckout): SandboxStep | null {
  if (checkout.state !== 'paid' || checkout.disputeState !== null) return null;
  const next = { ...checkout, disputeState: 'open' } as const;
  return { next, news: [disputeNews(next, 'open')] };
}

/** The bank has decided a dispute. */
export function decideDispute(checkout: SandboxCheckout, state: 'won' | 'lost'): SandboxStep | null {
  if (checkout.disputeState !== 'open') return null;
  const next = { ...checkout, disputeState: state };
  return { next, news: [disputeNews(next, state)] };
}

/** The buyer's bank sends the last refund back that had gone through. */
export function bounceRefund(checkout: SandboxCheckout): SandboxStep | null {
  const last = checkout.refunds.findLast(({ state }) => state === 'succeeded');
  if (last === undefined) return null;
  const bounced = { ...last, state: 'failed', failure: 'expired_or_canceled_card' } as const;
  const next = { ...checkout, refunds: checkout.refunds.map((each) => (each === last ? bounced : each)) };
  return { next, news: [refundNews(next, bounced)] };
}

/** Nobody can pay any more, unless somebody has, or their bank is being asked. */
export function closeSandbox(checkout: SandboxCheckout): SandboxStep | null {
  if (checkout.state !== 'open' && checkout.state !== 'challenged') return null;
  const next = { ...checkout, state: 'expired' } as const;
  return { next, news: [{ kind: 'expired', reference: next.reference, checkoutId: next.id }] };
}

/** What can still be given back. */
export const refundable = ({ state, amount, refunds }: SandboxCheckout): number =>
  state === 'paid'
    ? amount - refunds.reduce((sum, refund) => sum + (refund.state === 'failed' ? 0 : refund.amount), 0)
    : 0;

/** What is known of a checkout, for whoever asks. */
export function newsOf(checkout: SandboxCheckout): PaymentNews[] {
  const { state, reference, id: checkoutId, disputeState } = checkout;
  if (state === 'expired') return [{ kind: 'expired', reference, checkoutId }];
  if (state === 'failed')
    return [{ kind: 'failed', reference, code: checkout.failure ?? 'debit_not_authorized', isFinal: true }];
  if (state === 'processing') return [processingNews(checkout)];
  if (state !== 'paid') return [];
  const refunds = checkout.refunds.map((refund) => refundNews(checkout, refund));
  return [paidNews(checkout), ...refunds, ...(disputeState === null ? [] : [disputeNews(checkout, disputeState)])];
}

export const refundNews = ({ chargeId, currency }: SandboxCheckout, { id, failure, ...of }: SandboxRefund) =>
  ({ kind: 'refund', chargeId, refundId: id, ...of, currency, failure: failure ?? null }) as const;

const declined = ({ reference }: SandboxCheckout, code: string): PaymentNews => ({
  kind: 'failed',
  reference,
  code,
  isFinal: false,
});
const paidNews = ({ reference, id: checkoutId, chargeId, amount, currency, method }: SandboxCheckout): PaymentNews => ({
  kind: 'paid',
  reference,
  checkoutId,
  chargeId,
  amount,
  currency,
  method,
});
const processingNews = ({ reference, id: checkoutId, chargeId }: SandboxCheckout): PaymentNews => ({
  kind: 'processing',
  reference,
  checkoutId,
  chargeId,
});
const disputeNews = ({ chargeId, amount, currency }: SandboxCheckout, state: 'open' | 'won' | 'lost'): PaymentNews => ({
  kind: 'dispute',
  chargeId,
  disputeId: `dp_${chargeId.slice('ch_'.length)}`,
  amount,
  currency,
  state,
  reason: 'fraudulent',
});
