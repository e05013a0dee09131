import { payments, ProblemError, type InvoiceId } from '@stageline/contracts';
import { currentTenantId } from '@stageline/tenancy';
import type { RedirectBinding } from '../../http/redirect.ts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { MerchantAccounts } from './accounts.service.ts';
import type { BuyerCredit } from './buyer-credit.service.ts';
import type { Checkouts } from './checkout.service.ts';
import type { Differences } from './differences.service.ts';
import type { Idempotency } from './idempotency.ts';
import type { PayLinks } from './pay-links.ts';
import type { CameBack } from './paying-standing.ts';
import type { PaymentsService } from './payments.service.ts';
import type { Refunds } from './refunds.service.ts';

export interface PaymentRoutesDeps {
  readonly service: PaymentsService;
  readonly credit: BuyerCredit;
  readonly checkouts: Checkouts;
  readonly refunds: Refunds;
  readonly differences: Differences;
  readonly accounts: MerchantAccounts;
  readonly idempotency: Idempotency;
  readonly payLinks: PayLinks;
  /** The page that asks a buyer first how later parts are paid; null where there is nothing to ask. */
  readonly asksFirst: (invoiceId: InvoiceId) => Promise<string | null>;
  /** Where somebody goes on whose payment cannot begin. */
  readonly afterPaying: (invoiceId: InvoiceId, how: CameBack) => Promise<string>;
}

export function paymentRoutes(deps: PaymentRoutesDeps): RouteBinding[] {
  const { service, credit, checkouts, refunds, accounts, idempotency } = deps;
  return [
    route(payments.pay, async ({ body, idempotencyKey }) => {
      const invoiceId = requireInvoice(deps.payLinks, body.token);
      const asked = { scope: `pay:${invoiceId}`, key: idempotencyKey(), request: body };
      return idempotency.run(asked, async () => ({ url: await checkouts.begin(invoiceId) }));
    }),
    route(payments.listPayments, async ({ params }) => ({ items: await service.list(params.invoiceId) })),
    route(payments.recordPayment, ({ params, body, actor, idempotencyKey }) =>
      idempotency.run(
        { scope: `record:${actor.membershipId}`, key: idempotencyKey(), request: { params, body } },
        (requestId) => service.record(params.invoiceId, body, requestId),
      ),
    ),
    route(payments.spreadPayment, ({ body, actor, idempotencyKey }) =>
      idempotency.run(
        { scope: `spread:${actor.membershipId}`, key: idempotencyKey(), request: body },
        async (requestId) => ({ items: await service.spread(body, requestId) }),
      ),
    ),
    route(payments.getCredit, ({ params }) => credit.of(params.invoiceId)),
    route(payments.payWithCredit, ({ params, body, actor, idempotencyKey }) =>
      idempotency.run(
        { scope: `credit:${actor.membershipId}`, key: idempotencyKey(), request: { params, body } },
        async (requestId) => ({ items: await credit.use(params.invoiceId, body.amount, requestId) }),
      ),
    ),
    route(payments.undoCredit, ({ params }) => credit.undo(params.paymentId)),
    route(payments.refundPayment, ({ params, body, actor, idempotencyKey }) =>
      idempotency.run(
        { scope: `refund:${actor.membershipId}`, key: idempotencyKey(), request: { params, body } },
        (requestId) => refunds.refund(params.paymentId, body, requestId),
      ),
    ),
    route(payments.listDifferences, async () => ({ items: await deps.differences.list() })),
    route(payments.getPaymentAccount, () => accounts.view()),
    route(payments.openPaymentAccount, async () => ({ url: await accounts.onboard() })),
  ];
}

/** @throws ProblemError `invalid-link` */
function requireInvoice(links: PayLinks, token: string): InvoiceId {
  const id = links.invoiceOf(currentTenantId(), token);
  if (id === null) throw new ProblemError('invalid-link');
  return id;
}

/** Of an address: its buyer was asked already. */
export const ASKED = 'now';
/** Why paying cannot begin though there is something to be paid. */
const NOT_NOW: ReadonlySet<string> = new Set(['payments-off', 'unavailable']);

/**
 * The link in a mail, or on a page without script: on to the provider's page. It charges nothing, and once more it is the same
 * checkout, so programs that follow links do no harm.
 */
export const payRedirect = ({ checkouts, payLinks, afterPaying, asksFirst }: PaymentRoutesDeps): RedirectBinding => ({
  id: 'payments.follow-link',
  host: 'tenant',
  path: '/pay/:token',
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
  async handle({ params, query }) {
    const invoiceId = payLinks.invoiceOf(currentTenantId(), params['token'] ?? '');
    if (invoiceId === null) return '/';
    const first = query.has(ASKED) ? null : await asksFirst(invoiceId);
    if (first !== null) return first;
    try {
      return await checkouts.begin(invoiceId);
    } catch (error) {
      // What became of it stands on their own page.
      if (!(error instanceof ProblemError)) throw error;
      return afterPaying(invoiceId, NOT_NOW.has(error.code) ? 'unable' : 'unpaid');
    }
  },
});
