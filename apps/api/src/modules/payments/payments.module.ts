import { ApplyPaymentEvent, type InvoiceId, type RefundId, type TenantId } from '@stageline/contracts';
import { sandboxOf, type PaymentsPort } from '@stageline/integrations/payments';
import type { Clock, Logger, Signer } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { jobBinding, type Queue } from '@stageline/platform/queue';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { ApiModule, Schedule } from '../../http/module.ts';
import type { InvoicesService } from '../invoices/index.ts';
import { createMerchantAccounts, type AccountsDeps } from './accounts.service.ts';
import { createBuyerCredit } from './buyer-credit.service.ts';
import { createCheckouts, type CheckoutDeps } from './checkout.service.ts';
import { differencesRepository } from './differences.repository.ts';
import { createDifferences } from './differences.service.ts';
import { createIdempotency } from './idempotency.ts';
import { idempotencyRepository } from './idempotency.repository.ts';
import { createIntake, type IntakeDeps } from './intake.ts';
import { createNews } from './news.service.ts';
import { createPayLinks } from './pay-links.ts';
import { dueEvents, duePayments, dueRefunds } from './payments.cross-tenant.repository.ts';
import { createPayingStanding, type CameBack } from './paying-standing.ts';
import { paymentsRepository } from './payments.repository.ts';
import { paymentRoutes, payRedirect } from './payments.routes.ts';
import { createPaymentsService } from './payments.service.ts';
import { disputesRepository, refundsRepository } from './refunds.repository.ts';
import { createRefunds } from './refunds.service.ts';
import { createSavedCards, type SavedCardsDeps } from './saved-cards.service.ts';
import { createSandboxDelivery, type SandboxPost } from './sandbox.delivery.ts';
import { sandboxPages } from './sandbox.pages.ts';
import { merchantAccountsRepository, webhookEventsRepository } from './webhook-events.repository.ts';

export interface PaymentsModuleDeps
  extends
    Pick<AccountsDeps, 'siteUrl' | 'ownerEmail' | 'audit' | 'feeBasisPoints'>,
    Pick<CheckoutDeps, 'askedFor' | 'backTo'>,
    Partial<Pick<CheckoutDeps, 'savesCard'> & Pick<SavedCardsDeps, 'mayCharge'>>,
    Pick<IntakeDeps, 'onCustomer'> {
  /** Null where this platform takes no payments. */
  readonly port: PaymentsPort | null;
  readonly invoices: Pick<
    InvoicesService,
    | 'find'
    | 'hold'
    | 'applyPayment'
    | 'applyRefund'
    | 'applyRefundReturned'
    | 'applyDispute'
    | 'creditOfBuyer'
    | 'applyCredit'
    | 'undoCredit'
  >;
  /** The page that asks a buyer first how later parts are paid; null where there is nothing to ask. */
  readonly asksFirst?: (invoiceId: InvoiceId) => Promise<string | null>;
  /** Told, in the transaction, of invoices whose figures changed. */
  readonly onChanged: (invoiceId: InvoiceId) => Promise<void>;
  /** Told, in the transaction, of refunds that went through, or did not. */
  readonly onRefund?: (refundId: RefundId) => Promise<void>;
  /** How the sandbox tells us what happened. */
  readonly sandboxPost: SandboxPost | null;
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly signer: Signer;
  readonly queue: Pick<Queue, 'enqueue' | 'enqueueBulk'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

const SWEEP_MS = 60_000;
const SANDBOX_MS = 5000;
const NIGHT_MS = 24 * 3_600_000;
/** Of one sweep. */
const MAX_SWEPT = 200;

const no = async (): Promise<boolean> => false;

function services(deps: PaymentsModuleDeps) {
  const common = {
    ...deps,
    payments: paymentsRepository,
    refunds: refundsRepository,
    disputes: disputesRepository,
    events: webhookEventsRepository,
  };
  const accounts = createMerchantAccounts({ ...deps, repository: merchantAccountsRepository });
  const news = createNews(common);
  const intake = createIntake({ ...common, accounts, news });
  const saved = createSavedCards({ ...common, news, mayCharge: deps.mayCharge ?? no });
  const checkouts = createCheckouts({ ...common, accounts, news, saved, savesCard: deps.savesCard ?? no });
  const service = createPaymentsService({ ...common, checkouts });
  const payLinks = createPayLinks(deps.signer);
  return {
    accounts,
    news,
    intake,
    checkouts,
    saved,
    refunds: createRefunds({ ...common, news }),
    differences: createDifferences({
      ...common,
      news,
      repository: differencesRepository,
      merchants: merchantAccountsRepository,
    }),
    service,
    credit: createBuyerCredit({ ...common, service, checkouts }),
    payLinks,
    standing: createPayingStanding({ ...common, payLinks }),
    idempotency: createIdempotency({ repository: idempotencyRepository, clock: deps.clock }),
  };
}

/** Payments of invoices by a provider, and what comes back of them (ADR 0050). */
export function createPaymentsModule(deps: PaymentsModuleDeps) {
  const made = services(deps);
  const { intake, checkouts, refunds } = made;
  const gateway = sandboxOf(deps.port);
  const deliver = gateway === null ? null : createSandboxDelivery({ ...deps, gateway, post: deps.sandboxPost });
  const deliverNow = (): void =>
    void deliver?.().catch((err: unknown) => deps.logger.warn({ err }, 'the sandbox tells of it later'));

  /** What fails for one is logged and comes again; it keeps nothing from the others. */
  async function each<Id>(
    found: readonly { readonly tenantId: TenantId; readonly id: Id }[],
    work: (id: Id, tenantId: TenantId) => Promise<void>,
  ): Promise<void> {
    for (const { tenantId, id } of found)
      await runInTenant(tenantId, () => work(id, tenantId)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, id }, 'a payment is looked at again later'),
      );
  }

  /** Finds what a process that died, or a notification that never came, has left. */
  async function sweep(): Promise<void> {
    const at = { now: deps.clock.now(), except: await deps.pausedTenants(), limit: MAX_SWEPT };
    await each(await dueEvents(at), (id, tenantId) => intake.again(tenantId, id));
    await each(await duePayments(at), async (id) => {
      const payment = await paymentsRepository.find(id);
      if (payment !== null) await checkouts.lookUp(payment);
    });
    await each(await dueRefunds(at), (id) => refunds.again(id));
  }

  const payPath = (invoiceId: InvoiceId): string => `/pay/${made.payLinks.tokenFor(currentTenantId(), invoiceId)}`;
  const afterPaying = async (invoiceId: InvoiceId, how: CameBack): Promise<string> => {
    const invoice = await deps.invoices.find(invoiceId);
    return invoice === null ? '/' : deps.backTo(invoice, how);
  };
  const routing = { ...made, afterPaying, asksFirst: deps.asksFirst ?? (async () => null) };
  const schedules: Schedule[] = [
    { name: 'payments', everyMs: SWEEP_MS, run: sweep },
    { name: 'compare-payments', everyMs: NIGHT_MS, run: made.differences.compareAll },
  ];
  if (deliver !== null)
    schedules.push({ name: 'sandbox-notices', everyMs: SANDBOX_MS, run: async () => void (await deliver()) });

  return {
    name: 'payments',
    /** The sandbox; null with any other provider. */
    gateway,
    ...made,
    payments: paymentsRepository,
    sweep,
    /** Sends what the sandbox has to tell; null with any other provider. */
    deliver,
    deliverNow,
    payPath,
    /** Where somebody pays an invoice of the current tenant who has the link. */
    payUrl: async (invoiceId: InvoiceId): Promise<string> => `${await deps.siteUrl()}${payPath(invoiceId)}`,
    routes: paymentRoutes(routing),
    redirects: [payRedirect(routing)],
    webhooks: [intake.webhook],
    pages: gateway === null ? [] : [sandboxPages({ gateway, onStep: deliverNow })],
    // What somebody paid is theirs, whether the site is suspended or not.
    jobs: [jobBinding(ApplyPaymentEvent, ({ eventId }) => intake.work(eventId), { alsoPaused: true })],
    schedules,
  } satisfies ApiModule & Record<string, unknown>;
}
export type PaymentsModule = ReturnType<typeof createPaymentsModule>;
