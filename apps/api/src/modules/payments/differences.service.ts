import { idSchemas, type DifferenceView, type PaymentId, type TenantId } from '@stageline/contracts';
import { IntegrationError, type PaymentsPort, type ProviderRecord } from '@stageline/integrations/payments';
import type { Clock, Logger } from '@stageline/platform';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import { compareCharge } from './compare.ts';
import type { Difference, DifferencesRepository } from './differences.repository.ts';
import type { News } from './news.service.ts';
import { accountTenants } from './payments.cross-tenant.repository.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import type { PaymentRow } from './payments.types.ts';
import type { disputesRepository, refundsRepository } from './refunds.repository.ts';
import type { merchantAccountsRepository } from './webhook-events.repository.ts';

export interface DifferencesDeps {
  readonly port: PaymentsPort | null;
  readonly repository: DifferencesRepository;
  readonly merchants: typeof merchantAccountsRepository;
  readonly payments: PaymentsRepository;
  readonly refunds: typeof refundsRepository;
  readonly disputes: typeof disputesRepository;
  readonly news: Pick<News, 'applyAll'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Nights that are compared together: one that failed is made up for by the next. */
const SPAN_MS = 3 * 86_400_000;
/** What has just happened may be on its way to us. */
const FRESH_MS = 3_600_000;
const TENANTS = 100;

/**
 * Compares what the provider has with what stands here (D-01). What looks different is asked for by itself and taken over, as any news is;
 * what differs even then is written down for the team and told to whoever runs the platform.
 */
export function createDifferences(deps: DifferencesDeps) {
  const { port, repository, payments, clock, logger } = deps;

  async function factsOf({ accountId, checkoutId }: PaymentRow): Promise<readonly ProviderRecord[]> {
    if (accountId === null || checkoutId === null || port === null) return [];
    try {
      const news = await port.lookUp({ accountId, checkoutId });
      await deps.news.applyAll(accountId, news);
      return news.filter(isRecord);
    } catch (error) {
      if (error instanceof IntegrationError && error.code === 'not-found') return [];
      throw error;
    }
  }

  async function ours(paymentId: PaymentId) {
    const payment = await payments.find(paymentId);
    if (payment === null) return null;
    const [refunds, disputes] = [
      await deps.refunds.ofPayments([paymentId]),
      await deps.disputes.ofPayments([paymentId]),
    ];
    return { payment, refunds, disputes };
  }

  /** Compares one payment. What the list had need not be all of its charge, so it is asked for by itself where it differs. */
  async function compareOne(paymentId: PaymentId, listed: readonly ProviderRecord[]): Promise<Difference[]> {
    const before = await ours(paymentId);
    if (before === null || before.payment.provider === 'manual' || compareCharge(before, listed).length === 0)
      return [];
    const facts = await factsOf(before.payment);
    return compareCharge((await ours(paymentId))!, facts);
  }

  /** Charges of checkouts of ours that nobody here knows. */
  function unknownOf(records: readonly ProviderRecord[], known: ReadonlySet<string>): Difference[] {
    return records.flatMap((record) => {
      if (record.kind !== 'paid' || !idSchemas.pay.safeParse(record.reference).success || known.has(record.reference))
        return [];
      const { chargeId: providerId, currency, amount: theirs } = record;
      const of = { about: 'payment', kind: 'only-there', providerId, key: `payment:${providerId}` } as const;
      return [
        { ...of, paymentId: null, invoiceId: null, currency: currency as Difference['currency'], ours: null, theirs },
      ];
    });
  }

  /** Compares the last days of the current tenant. @throws IntegrationError `unavailable` */
  async function compare(): Promise<readonly Difference[]> {
    const account = port === null ? null : await deps.merchants.find(port.provider);
    if (port === null || account === null) return [];
    const to = new Date(clock.now().getTime() - FRESH_MS);
    const from = new Date(to.getTime() - SPAN_MS);
    const records = await port.records({ accountId: account._id, from, to });
    const before = await repository.list();
    const byPayment = new Map<PaymentId, ProviderRecord[]>();
    const add = (id: PaymentId, record?: ProviderRecord) => {
      const list = byPayment.get(id) ?? [];
      byPayment.set(id, record === undefined ? list : [...list, record]);
    };
    for (const id of await repository.movedBetween(from, to)) add(id);
    for (const { paymentId } of before) if (paymentId !== null) add(paymentId);
    const known = new Set<string>();
    for (const record of records) {
      const payment = await paymentOf(record);
      if (payment?.accountId !== account._id) continue;
      known.add(payment._id);
      add(payment._id, record);
    }
    const found = unknownOf(records, known);
    for (const [id, listed] of byPayment) found.push(...(await compareOne(id, listed)));
    const keys = new Set(found.map(({ key }) => key));
    await repository.note(found, clock.now());
    await repository.settle(before.filter(({ key }) => !keys.has(key)).map(({ key }) => key));
    if (found.length > 0)
      logger.error({ tenantId: currentTenantId(), differences: found }, 'the provider has it otherwise than the books');
    return found;
  }

  async function paymentOf(record: ProviderRecord): Promise<PaymentRow | null> {
    if (record.kind !== 'paid') return payments.findByCharge(record.chargeId);
    const id = idSchemas.pay.safeParse(record.reference);
    return id.success ? payments.find(id.data) : null;
  }

  return {
    compare,

    async list(): Promise<DifferenceView[]> {
      const rows = await repository.list();
      return rows.map(({ _id: id, about, kind, invoiceId, providerId, currency, ours: here, theirs, foundAt }) => ({
        ...{ id, about, kind, invoiceId, providerId, currency, ours: here, theirs },
        foundAt: foundAt.toISOString(),
      }));
    },

    /** All sites, one after the other; what fails for one is logged, and made up for by the next night. */
    async compareAll(): Promise<void> {
      if (port === null) return;
      for (let after: TenantId | null = null; ;) {
        const tenants: TenantId[] = await accountTenants(port.provider, after, TENANTS);
        for (const tenantId of tenants)
          await runInTenant(tenantId, compare).catch((err: unknown) =>
            logger.error({ err, tenantId }, 'payments are compared with the provider another night'),
          );
        if (tenants.length < TENANTS) return;
        after = tenants.at(-1)!;
      }
    },
  };
}
export type Differences = ReturnType<typeof createDifferences>;

const isRecord = (news: { readonly kind: string }): news is ProviderRecord =>
  news.kind === 'paid' || news.kind === 'refund' || news.kind === 'dispute';
