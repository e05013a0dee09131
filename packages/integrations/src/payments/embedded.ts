import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { IntegrationError } from '../kit/errors.ts';
import type { SandboxNotice } from './sandbox-notice.ts';
import { createSandboxSaved } from './sandbox-saved.ts';
import { createSandboxBilling, type SandboxBilling, type SandboxBillingStore } from './sandbox-billing.ts';
import {
  answerChallenge,
  bounceRefund,
  chooseOutcome,
  closeSandbox,
  decideDispute,
  newsOf,
  openDispute,
  refundable,
  refundNews,
  settleDebit,
  type SandboxCheckout,
  type SandboxDelivery,
  type SandboxLater,
  type SandboxOutcome,
  type SandboxStep,
} from './sandbox-checkout.ts';
import {
  CheckoutRequest,
  parseRequest,
  RefundRequest,
  SIGNATURE_TOLERANCE_SECONDS,
  type PaymentNews,
  type PaymentsPort,
  type ProviderRecord,
} from './port.ts';

/** Where the gateway keeps its memory; the owner of the database implements it. */
export interface SandboxStore {
  find(accountId: string, checkoutId: string): Promise<SandboxCheckout | null>;
  findByCharge(accountId: string, chargeId: string): Promise<SandboxCheckout | null>;
  /** Those that began in a span of time. */
  between(accountId: string, from: Date, to: Date): Promise<readonly SandboxCheckout[]>;
  /** @returns the one that is there already, where there is one */
  insert(checkout: SandboxCheckout): Promise<SandboxCheckout>;
  /** Replaces a checkout if it is still in that version, together with what is to be told. */
  replace(checkout: SandboxCheckout, version: number, notices: readonly SandboxNotice[]): Promise<boolean>;
}

export interface SandboxOptions {
  readonly store: SandboxStore;
  readonly billingStore: SandboxBillingStore;
  /** Signs notifications. */
  readonly secret: string;
  /** The gateway's own pages: `http://host/sandbox/pay`. */
  readonly pageUrl: string;
  readonly now?: () => Date;
}

/** What the gateway's own page does. */
export interface SandboxGateway extends PaymentsPort {
  readonly provider: 'embedded';
  readonly billing: SandboxBilling;
  readonly page: {
    find(accountId: string, checkoutId: string): Promise<SandboxCheckout | null>;
    choose(at: At, outcome: SandboxOutcome, delivery: SandboxDelivery): Promise<SandboxCheckout | null>;
    answer(at: At, isThem: boolean, delivery: SandboxDelivery): Promise<SandboxCheckout | null>;
    settle(at: At, delivery: SandboxDelivery): Promise<SandboxCheckout | null>;
    dispute(at: At, delivery: SandboxDelivery): Promise<SandboxCheckout | null>;
    decide(at: At, state: 'won' | 'lost', delivery: SandboxDelivery): Promise<SandboxCheckout | null>;
    /** The buyer's bank sends a refund back. */
    bounce(at: At, delivery: SandboxDelivery): Promise<SandboxCheckout | null>;
    /** The seller's account has no money to give back, or has it again. */
    drain(at: At, isDrained: boolean): Promise<SandboxCheckout | null>;
    /** How the card that it has kept ends later charges. */
    keep(at: At, later: SandboxLater): Promise<SandboxCheckout | null>;
  };
  /** The header of a notification that is sent now. */
  sign(body: string, now: Date): string;
}
type At = { readonly accountId: string; readonly checkoutId: string };

export const SANDBOX_SIGNATURE = 'sandbox-signature';
const LATE_MS = 60_000;
const REVERSED_STEP_MS = 1000;
const MAX_RACES = 20;

const SandboxEvent = z.object({
  id: z.string().min(1).max(100),
  /** Null for the platform's own. */
  account: z.string().min(1).max(255).nullable(),
  type: z.string().max(100),
  news: z.custom<PaymentNews>((value) => typeof value === 'object' && value !== null && 'kind' in value).nullable(),
  customer: z.string().max(255).nullable().default(null),
});

/**
 * A payment provider that moves no money: accounts, checkouts with their page, refunds and disputes, kept where we keep
 * everything. It signs what it tells and sends it to the same address as any other provider.
 */
export function createSandboxGateway({
  store,
  billingStore,
  secret,
  pageUrl,
  now = () => new Date(),
}: SandboxOptions): SandboxGateway {
  const digest = (timestamp: string, body: string | Buffer) =>
    createHmac('sha256', secret).update(`sandbox-event:${timestamp}.`).update(body).digest();

  /** Runs a step until nobody else was faster. Null where the step is not possible. */
  async function step(
    { accountId, checkoutId }: At,
    take: (checkout: SandboxCheckout) => SandboxStep | null,
    delivery: SandboxDelivery = 'now',
  ): Promise<SandboxCheckout | null> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const checkout = await store.find(accountId, checkoutId);
      if (checkout === null) throw new IntegrationError('payments', 'not-found', false);
      const made = take(checkout);
      if (made === null) return null;
      const next = { ...made.next, version: checkout.version + 1 };
      if (await store.replace(next, checkout.version, noticesOf(accountId, made.news, delivery, now()))) return next;
    }
    throw new IntegrationError('payments', 'unavailable', true);
  }

  return {
    provider: 'embedded',
    billing: createSandboxBilling({ store: billingStore, pageUrl: pageUrl.replace(/\/pay$/, '/billing'), now }),

    ...createSandboxSaved({ store, hash: shortHash, now, step }),

    // The same key is the same account, and nothing has to be kept for it.
    openAccount: async ({ key }) => `acct_${shortHash(key)}`,
    onboardingUrl: async ({ returnUrl }) => returnUrl,
    accountState: async () => ({ isChargeable: true, isPayable: true }),

    async createCheckout(request) {
      const parsed = parseRequest(CheckoutRequest, request);
      const { key, accountId, reference, amount, currency, fee, description, locale, savesCard = false } = parsed;
      const id = `cs_${shortHash(`${accountId}:${key}`)}`;
      const fingerprint = shortHash(JSON.stringify([accountId, reference, amount, currency, fee, savesCard]));
      const kept = await store.insert({
        ...{ id, accountId, fingerprint, reference, amount, currency, fee, description, locale, savesCard },
        ...(parsed.sums !== undefined && { sums: parsed.sums }),
        returnUrl: parsed.returnUrl,
        cancelUrl: parsed.cancelUrl,
        expiresAt: parsed.expiresAt,
        createdAt: now(),
        state: 'open',
        chargeId: `ch_${shortHash(`charge:${accountId}:${key}`)}`,
        method: 'card',
        debitFails: false,
        disputeState: null,
        attempts: 0,
        refunds: [],
        version: 0,
      });
      if (kept.fingerprint !== fingerprint) throw new IntegrationError('payments', 'key-reused', false);
      return { id, url: `${pageUrl}/${accountId}/${id}` };
    },

    async closeCheckout(at) {
      await step(at, closeSandbox);
      return newsOf((await store.find(at.accountId, at.checkoutId))!);
    },

    async lookUp({ accountId, checkoutId }) {
      const checkout = await store.find(accountId, checkoutId);
      if (checkout === null) throw new IntegrationError('payments', 'not-found', false);
      return newsOf(checkout);
    },

    records: async ({ accountId, from, to }) =>
      (await store.between(accountId, from, to)).flatMap(newsOf).filter(isRecord),

    async refund(request) {
      const { key, accountId, chargeId, reference, amount } = parseRequest(RefundRequest, request);
      const found = await store.findByCharge(accountId, chargeId);
      if (found === null) throw new IntegrationError('payments', 'not-found', false);
      const id = `re_${shortHash(`${accountId}:${key}`)}`;
      const refund = { id, reference, amount, state: 'succeeded' } as const;
      const sameOf = (checkout: SandboxCheckout) => checkout.refunds.find((each) => each.id === id);
      const after = await step({ accountId, checkoutId: found.id }, (checkout) => {
        if (sameOf(checkout) !== undefined) return null;
        if (checkout.isDrained === true) throw new IntegrationError('payments', 'insufficient-balance', false);
        if (refundable(checkout) < amount) throw new IntegrationError('payments', 'too-much', false);
        const next = { ...checkout, refunds: [...checkout.refunds, refund] };
        return { next, news: [refundNews(next, refund)] };
      });
      const checkout = after ?? (await store.find(accountId, found.id))!;
      const made = sameOf(checkout)!;
      if (made.amount !== amount) throw new IntegrationError('payments', 'key-reused', false);
      return refundNews(checkout, made);
    },

    verify({ headers, raw, now: receivedAt }) {
      const header = headers[SANDBOX_SIGNATURE];
      const [, timestamp, signature] =
        /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof header === 'string' ? header : '') ?? [];
      if (timestamp === undefined || signature === undefined) return null;
      if (!timingSafeEqual(digest(timestamp, raw), Buffer.from(signature, 'hex'))) return null;
      if (Math.abs(receivedAt.getTime() / 1000 - Number(timestamp)) > SIGNATURE_TOLERANCE_SECONDS) return null;
      const { id, account, type, news, customer } = SandboxEvent.parse(JSON.parse(raw.toString('utf8')));
      return { id, accountId: account, type, news, customerId: customer };
    },

    sign(body, at) {
      const timestamp = String(Math.floor(at.getTime() / 1000));
      return `t=${timestamp},v1=${digest(timestamp, body).toString('hex')}`;
    },

    page: {
      find: (accountId, checkoutId) => store.find(accountId, checkoutId),
      choose: (at, outcome, delivery) => step(at, (checkout) => chooseOutcome(checkout, outcome, now()), delivery),
      answer: (at, isThem, delivery) => step(at, (checkout) => answerChallenge(checkout, isThem, now()), delivery),
      settle: (at, delivery) => step(at, settleDebit, delivery),
      dispute: (at, delivery) => step(at, openDispute, delivery),
      decide: (at, state, delivery) => step(at, (checkout) => decideDispute(checkout, state), delivery),
      bounce: (at, delivery) => step(at, bounceRefund, delivery),
      keep: (at, laterCharges) => step(at, (checkout) => ({ next: { ...checkout, laterCharges }, news: [] })),
      drain: (at, isDrained) => step(at, (checkout) => ({ next: { ...checkout, isDrained }, news: [] })),
    },
  };
}

/** Notifications of a step: at once, a minute later, each twice, or the last one first. */
function noticesOf(
  accountId: string,
  news: readonly PaymentNews[],
  delivery: SandboxDelivery,
  now: Date,
): SandboxNotice[] {
  return news.map((each, index) => {
    const id = `evt_${randomUUID().replaceAll('-', '')}`;
    const body = JSON.stringify({ id, account: accountId, type: `payment.${each.kind}`, news: each });
    const step = delivery === 'reversed' ? (news.length - 1 - index) * REVERSED_STEP_MS : 0;
    const dueAt = new Date(now.getTime() + (delivery === 'late' ? LATE_MS : step));
    return { id, accountId, body, dueAt, times: delivery === 'twice' ? 2 : 1 };
  });
}

const isRecord = (news: PaymentNews): news is ProviderRecord =>
  news.kind === 'paid' || news.kind === 'refund' || news.kind === 'dispute';
const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
