import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';

const WEBHOOK_SECRET = 'whsec_of_the_tests';
interface PeerSession {
  readonly id: string;
  readonly account: string;
  readonly form: URLSearchParams;
  readonly created: number;
  status: 'open' | 'complete' | 'expired';
  paymentStatus: 'paid' | 'unpaid';
  /** A charge of a kept card: it has no page. */
  readonly isSaved?: true;
  /** How its card ends later charges, and how this one ended. */
  later?: LaterCharge;
}
type LaterCharge = 'declined' | 'asks';
const DECLINES: Readonly<Record<LaterCharge, Record<string, string>>> = {
  declined: { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' },
  asks: { type: 'card_error', code: 'authentication_required', decline_code: 'authentication_required' },
};
interface PeerRefund {
  readonly id: string;
  readonly account: string;
  readonly intent: string;
  readonly amount: number;
  readonly reference: string | null;
  readonly created: number;
  status: string;
}
/** What went wrong, as Stripe answers it. */
class Refusal extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  constructor(status: number, body: Record<string, unknown>) {
    super(String(body['code'] ?? body['type']));
    this.status = status;
    this.body = body;
  }
}

/**
 * The part of Stripe's API that we use, over HTTP, for the real client: connected accounts, Checkout, refunds, idempotency keys
 * and signed events. In tests only.
 */
export async function startStripePeer() {
  const sessions = new Map<string, PeerSession>();
  const refunds = new Map<string, PeerRefund>();
  const disputes = new Map<string, Record<string, unknown>>();
  const answers = new Map<string, { readonly body: string; readonly answer: unknown }>();
  const events: Record<string, unknown>[] = [];
  const asked: { readonly path: string; readonly account: string | undefined; readonly body: string }[] = [];
  let count = 0;
  /** Requests that are answered with an error of Stripe's own, or with nothing. */
  let failing: ('error' | 'lost')[] = [];
  let isDrained = false;
  const next = (prefix: string): string => `${prefix}_peer${(count += 1)}`;
  const emit = (account: string, type: string, object: unknown): void =>
    void events.push({
      id: next('evt'),
      object: 'event',
      account,
      type,
      data: { object },
      created: 0,
      livemode: false,
    });

  const seconds = (): number => Math.floor(Date.now() / 1000);
  const intentOf = ({ id }: PeerSession): string => `pi_${id.slice('cs_'.length)}`;
  const amountOf = ({ form }: PeerSession): number =>
    Number(form.get('amount') ?? form.get('line_items[0][price_data][unit_amount]'));
  const currencyOf = ({ form }: PeerSession): string =>
    form.get('currency') ?? form.get('line_items[0][price_data][currency]')!;
  const shownSession = (session: PeerSession) => ({
    id: session.id,
    object: 'checkout.session',
    url: session.status === 'open' ? `https://pay.example/${session.id}` : null,
    status: session.status,
    payment_status: session.paymentStatus,
    payment_intent: session.status === 'complete' ? intentOf(session) : null,
    payment_method_types: ['card'],
    client_reference_id: session.form.get('client_reference_id'),
    amount_total: amountOf(session),
    currency: currencyOf(session),
    created: session.created,
  });
  /** Whose card it is that a checkout has kept. */
  const customerOf = ({ id, form }: PeerSession): string | null =>
    form.get('customer') ??
    (form.get('customer_creation') === 'always' && form.has('payment_intent_data[setup_future_usage]')
      ? `cus_${id}`
      : null);
  const shownIntent = (session: PeerSession) => ({
    id: intentOf(session),
    object: 'payment_intent',
    status: session.paymentStatus === 'paid' ? 'succeeded' : 'requires_payment_method',
    ...{ amount: amountOf(session), currency: currencyOf(session), created: session.created },
    customer: customerOf(session),
    payment_method: `pm_${customerOf(session)}`,
    metadata: Object.fromEntries(
      ['payment', 'saved'].flatMap((name) => {
        const value = session.form.get(
          session.isSaved ? `metadata[${name}]` : `payment_intent_data[metadata][${name}]`,
        );
        return value === null ? [] : [[name, value]];
      }),
    ),
    last_payment_error: session.isSaved && session.later !== undefined ? DECLINES[session.later] : null,
  });
  /** Charges of an account, with or without a page; one customer's where that is asked for. */
  const intentsOf = (account: string, customer: string | null) =>
    [...sessions.values()]
      .filter((each) => each.account === account && each.status === 'complete')
      .map(shownIntent)
      .filter((each) => customer === null || each.customer === customer);

  function chargeSaved(form: URLSearchParams, account: string): unknown {
    const customer = form.get('customer');
    const keeper = [...sessions.values()].find(
      (each) => each.account === account && !each.isSaved && customerOf(each) === customer,
    );
    if (keeper === undefined || form.get('payment_method') !== `pm_${customer}` || form.get('off_session') !== 'true')
      throw new Refusal(400, { type: 'invalid_request_error', code: 'resource_missing' });
    const { later } = keeper;
    const session: PeerSession = {
      ...{ id: next('cs'), account, form, isSaved: true, status: 'complete', created: seconds() },
      ...{ paymentStatus: later === undefined ? 'paid' : 'unpaid', ...(later && { later }) },
    };
    sessions.set(session.id, session);
    const shown = shownIntent(session);
    emit(account, `payment_intent.${later === undefined ? 'succeeded' : 'payment_failed'}`, shown);
    if (later !== undefined) throw new Refusal(402, { ...DECLINES[later], payment_intent: shown });
    return shown;
  }
  const sessionOfIntent = (intent: string): PeerSession | undefined =>
    [...sessions.values()].find((each) => each.status === 'complete' && intentOf(each) === intent);
  const shownRefund = (refund: PeerRefund) => ({
    id: refund.id,
    object: 'refund',
    created: refund.created,
    amount: refund.amount,
    currency: currencyOf(sessionOfIntent(refund.intent)!),
    payment_intent: refund.intent,
    status: refund.status,
    metadata: refund.reference === null ? {} : { refund: refund.reference },
    ...(refund.status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
  });
  const ownerOf = (object: { readonly [name: string]: unknown }): string | undefined =>
    sessionOfIntent(object['payment_intent'] as string)?.account;
  /** What began in the span that is asked for, a page of two, behind the one that was last. */
  function page(all: readonly { readonly [name: string]: unknown }[], form: URLSearchParams, url: string): unknown {
    const [from = 0, to = Number.POSITIVE_INFINITY] = ['gte', 'lt'].map((name) => {
      const at = form.get(`created[${name}]`);
      return at === null ? undefined : Number(at);
    });
    const inSpan = all.filter(({ created }) => Number(created) >= from && Number(created) < to);
    const after = form.get('starting_after');
    const start = after === null ? 0 : inSpan.findIndex(({ id }) => id === after) + 1;
    const data = inSpan.slice(start, start + 2);
    return { object: 'list', url, data, has_more: start + data.length < inSpan.length };
  }
  const findSession = (id: string, account: string): PeerSession => {
    const session = sessions.get(id);
    if (session?.account === account) return session;
    throw new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
  };

  function createRefund(form: URLSearchParams, account: string): unknown {
    const intent = form.get('payment_intent')!;
    const session = sessionOfIntent(intent);
    if (session?.account !== account || session.paymentStatus !== 'paid')
      throw new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
    const amount = Number(form.get('amount'));
    if (isDrained) throw new Refusal(400, { type: 'invalid_request_error', code: 'balance_insufficient' });
    const given = [...refunds.values()].filter((each) => each.intent === intent && each.status !== 'failed');
    const rest = amountOf(session) - given.reduce((sum, each) => sum + each.amount, 0);
    if (amount > rest)
      throw new Refusal(400, {
        type: 'invalid_request_error',
        ...(rest === 0 ? { code: 'charge_already_refunded' } : { code: 'amount_too_large' }),
      });
    const reference = form.get('metadata[refund]');
    const refund: PeerRefund = {
      id: next('re'),
      account,
      intent,
      amount,
      reference,
      status: 'succeeded',
      created: seconds(),
    };
    refunds.set(refund.id, refund);
    emit(account, 'refund.created', shownRefund(refund));
    return shownRefund(refund);
  }

  function answer(method: string, path: string, form: URLSearchParams, account: string): unknown {
    const [, , resource, first, second] = path.split('/');
    if (resource === 'accounts' && method === 'POST') return { id: next('acct'), object: 'account' };
    if (resource === 'accounts')
      return { id: first, object: 'account', charges_enabled: first !== 'acct_new', payouts_enabled: false };
    if (resource === 'account_links')
      return { object: 'account_link', url: `https://connect.example/${form.get('account')}` };
    if (resource === 'payment_intents' && method === 'POST') return chargeSaved(form, account);
    if (resource === 'payment_intents' && first === undefined)
      return page(intentsOf(account, form.get('customer')), form, path);
    if (resource === 'payment_intents') {
      const intent = intentsOf(account, null).find(({ id }) => id === first);
      if (intent === undefined) throw new Refusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
      return intent;
    }
    if (resource === 'refunds' && method === 'POST') return createRefund(form, account);
    if (resource === 'refunds' || resource === 'disputes') {
      const all = resource === 'refunds' ? [...refunds.values()].map(shownRefund) : [...disputes.values()];
      const ofCharge = form.get('payment_intent');
      if (ofCharge === null)
        return page(
          all.filter((each) => ownerOf(each) === account),
          form,
          path,
        );
      const data = all.filter((each) => each['payment_intent'] === ofCharge);
      return { object: 'list', data, has_more: false };
    }
    if (resource !== 'checkout' || first !== 'sessions')
      throw new Refusal(404, { type: 'invalid_request_error', message: `Unrecognized request URL ${path}` });
    const id = second;
    if (id === undefined && method === 'GET') {
      const done = [...sessions.values()].filter(
        (each) => each.account === account && each.status === 'complete' && !each.isSaved,
      );
      return page(done.map(shownSession), form, path);
    }
    if (id === undefined) {
      const session: PeerSession = {
        id: next('cs'),
        account,
        form,
        status: 'open',
        paymentStatus: 'unpaid',
        created: seconds(),
      };
      sessions.set(session.id, session);
      return shownSession(session);
    }
    const session = findSession(id, account);
    if (path.endsWith('/expire')) {
      if (session.status !== 'open') throw new Refusal(400, { type: 'invalid_request_error' });
      session.status = 'expired';
      emit(account, 'checkout.session.expired', shownSession(session));
    }
    return shownSession(session);
  }

  /** A key answers as it did the first time; with another body it is refused, as Stripe does both. */
  function withKey(key: string | undefined, body: string, make: () => unknown): unknown {
    const known = key === undefined ? undefined : answers.get(key);
    if (known !== undefined && known.body !== body) throw new Refusal(400, { type: 'idempotency_error' });
    if (known !== undefined) return known.answer;
    const made = make();
    if (key !== undefined) answers.set(key, { body, answer: made });
    return made;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url!, 'http://peer.invalid');
    const account = request.headers['stripe-account'] as string | undefined;
    asked.push({ path: url.pathname, account, body });
    const [failure, ...rest] = failing;
    failing = rest;
    const send = (status: number, answered: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': next('req') });
      response.end(JSON.stringify(answered));
    };
    if (failure === 'error') return send(500, { error: { type: 'api_error', message: 'down' } });
    try {
      const form = new URLSearchParams(body === '' ? url.search : body);
      const key = request.headers['idempotency-key'] as string | undefined;
      const own = request.method === 'POST' ? key && `${account} ${key}` : undefined;
      const made = withKey(own, body, () => answer(request.method!, url.pathname, form, account ?? ''));
      // It was done, and nobody hears of it.
      if (failure === 'lost') return void request.socket.destroy();
      send(200, made);
    } catch (error) {
      if (error instanceof Refusal) return send(error.status, { error: error.body });
      throw error;
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stripe = new Stripe('sk_test_peer');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webhookSecret: WEBHOOK_SECRET,
    asked,
    /** How the next requests fail. */
    fail: (...how: ('error' | 'lost')[]) => void (failing = how),
    close: () => new Promise<void>((done) => void server.close(() => done())),
    /** The buyer did something on the hosted page. */
    act(sessionId: string, what: 'pay' | 'decline' | 'debit' | 'debit-succeeds' | 'debit-fails'): void {
      const session = sessions.get(sessionId)!;
      const { account } = session;
      if (what === 'decline') {
        const metadata = { payment: session.form.get('payment_intent_data[metadata][payment]') };
        const error = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' };
        return emit(account, 'payment_intent.payment_failed', { id: 'pi_failed', metadata, last_payment_error: error });
      }
      session.status = 'complete';
      session.paymentStatus = what === 'pay' || what === 'debit-succeeds' ? 'paid' : 'unpaid';
      const type = { 'debit-succeeds': 'async_payment_succeeded', 'debit-fails': 'async_payment_failed' }[
        what as string
      ];
      emit(account, `checkout.session.${type ?? 'completed'}`, shownSession(session));
    },
    /** How a kept card ends later charges. */
    keep(sessionId: string, later: LaterCharge | undefined): void {
      const session = sessions.get(sessionId)!;
      if (later === undefined) delete session.later;
      else session.later = later;
    },
    /** The bank sends the last refund of a charge back. */
    bounce(chargeId: string): void {
      const refund = [...refunds.values()].findLast(
        ({ intent, status }) => intent === chargeId && status === 'succeeded',
      )!;
      refund.status = 'failed';
      emit(refund.account, 'refund.failed', shownRefund(refund));
    },
    /** Whether there is money in the accounts to give back. */
    drain: (empty: boolean): void => void (isDrained = empty),
    dispute(chargeId: string, status: string): void {
      const session = sessionOfIntent(chargeId)!;
      const known = disputes.get(chargeId);
      const dispute = {
        ...{ id: known?.['id'] ?? next('dp'), object: 'dispute', status, reason: 'fraudulent' },
        ...{ amount: amountOf(session), currency: currencyOf(session), payment_intent: chargeId },
        created: known?.['created'] ?? seconds(),
      };
      disputes.set(chargeId, dispute);
      emit(session.account, known === undefined ? 'charge.dispute.created' : 'charge.dispute.closed', dispute);
    },
    /** All that was told since, signed as Stripe signs it. */
    told(): { readonly headers: Record<string, string>; readonly raw: Buffer }[] {
      return events.splice(0).map((event) => {
        const payload = JSON.stringify(event);
        const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
        return { headers: { 'stripe-signature': signature }, raw: Buffer.from(payload) };
      });
    },
  };
}
