import { ApplyPaymentEvent, ProblemError, type TenantId, type WebhookEventId } from '@stageline/contracts';
import type { PaymentsPort, SignedEvent } from '@stageline/integrations/payments';
import { createBatcher, newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Queue } from '@stageline/platform/queue';
import { currentTenantId } from '@stageline/tenancy';
import { LRUCache } from 'lru-cache';
import type { WebhookBinding } from '../../http/webhook.ts';
import type { MerchantAccounts } from './accounts.service.ts';
import { chargeOf, type News, type Outcome } from './news.service.ts';
import { findAccountTenant } from './payments.cross-tenant.repository.ts';
import type { WebhookEventRow } from './payments.types.ts';
import type { webhookEventsRepository } from './webhook-events.repository.ts';

export interface IntakeDeps {
  readonly port: PaymentsPort | null;
  readonly events: typeof webhookEventsRepository;
  readonly accounts: Pick<MerchantAccounts, 'refresh'>;
  readonly news: Pick<News, 'apply'>;
  /** There is news of a customer of the platform. @throws ProblemError `not-found` for none of ours */
  readonly onCustomer?: (customerId: string, eventId: string) => Promise<void>;
  readonly queue: Pick<Queue, 'enqueue' | 'enqueueBulk'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A job that was lost is asked for again after this long. */
const LOST_MS = 60_000;
/** How long news of a charge is looked at again that nobody has told of. */
const PARKED_MS = 10 * 60_000;
const PARKED_DAYS = 30;
const KNOWN_ACCOUNTS = 10_000;
/** Providers tell of much at once, after a silence of ours for instance: what comes together is kept and ordered together. */
const BATCH = { maxBatch: 200, maxWaiting: 5000 };

/** What a provider tells us (D-08): kept at once, answered at once, and worked off by a job. */
export function createIntake(deps: IntakeDeps) {
  const { events, accounts, news, queue, unitOfWork, clock, logger } = deps;
  // Whose an account is never changes.
  const tenants = new LRUCache<string, TenantId>({ max: KNOWN_ACCOUNTS });

  async function tenantOf(accountId: string): Promise<TenantId | null> {
    const known = tenants.get(accountId);
    if (known !== undefined) return known;
    const found = await findAccountTenant(accountId);
    if (found !== null) tenants.set(accountId, found);
    return found;
  }

  /** Keeps what the provider of the current tenant tells, and orders the work on what is new. */
  async function keepAll(rows: readonly WebhookEventRow[]): Promise<void[]> {
    const fresh = await events.insert(rows);
    const tenantId = currentTenantId();
    const orders = fresh.map(({ _id }) => ({ tenantId, payload: { eventId: _id }, jobId: _id }));
    // Kept is kept: where there is no order now, the sweep orders it.
    await queue
      .enqueueBulk(ApplyPaymentEvent, orders)
      .catch((err: unknown) => logger.warn({ err }, 'jobs wait for the sweep'));
    return rows.map(() => undefined);
  }
  const kept = createBatcher({ ...BATCH, run: keepAll });

  /** @throws ProblemError `not-found` for an account that is none of ours: it may be by the time it is told again */
  async function keep(provider: PaymentsPort['provider'], event: SignedEvent): Promise<void> {
    if (event.accountId === null) {
      if (event.customerId !== null) return deps.onCustomer?.(event.customerId, event.id);
      return logger.info({ type: event.type }, 'news of the platform’s own account');
    }
    const tenantId = await tenantOf(event.accountId);
    if (tenantId === null) throw new ProblemError('not-found');
    // What nobody here needs is not kept: providers tell of much.
    if (event.news === null) return;
    const receivedAt = clock.now();
    await kept.add(tenantId, {
      ...{ _id: newId('whk'), provider, eventId: event.id, accountId: event.accountId, type: event.type },
      ...{ news: event.news, chargeId: chargeOf(event.news), state: 'received', receivedAt },
      lookAt: new Date(receivedAt.getTime() + LOST_MS),
    });
  }

  const webhook: WebhookBinding = {
    id: 'payments.provider-event',
    host: 'platform',
    path: '/api/v1/payments/events',
    maxBytes: 256 * 1024,
    refusals: { points: 600, perSeconds: 60 },
    async handle({ headers, raw }) {
      if (deps.port === null) throw new ProblemError('not-found');
      const event = deps.port.verify({ headers, raw, now: clock.now() });
      if (event === null) throw new ProblemError('unauthenticated');
      await keep(deps.port.provider, event);
    },
  };

  /** @returns what became of it; null where that was clear before */
  const apply = (id: WebhookEventId): Promise<Outcome | null> =>
    unitOfWork.run(async () => {
      const event = await events.find(id);
      if (event === null || (event.state !== 'received' && event.state !== 'parked')) return null;
      const outcome = event.news === null ? 'ignored' : await news.apply(event.accountId, event.news);
      const now = clock.now().getTime();
      const isOld = now - event.receivedAt.getTime() > PARKED_DAYS * 86_400_000;
      if (outcome === 'parked' && !isOld) await events.close(id, 'parked', new Date(now + PARKED_MS));
      else await events.close(id, outcome === 'parked' ? 'ignored' : outcome);
      return outcome;
    });

  return {
    webhook,

    /** Works off one event of the current tenant: its effects and the note that it is done are one transaction. */
    async work(id: WebhookEventId): Promise<void> {
      const known = await events.find(id);
      // A snapshot of an account may be older than the last one that was told: what holds now is asked for.
      if (known?.news?.kind === 'account' && known.state === 'received') await accounts.refresh();
      const outcome = await apply(id);
      // The payment and what is told of its charge may be worked off at the same time, each in a transaction that sees nothing of
      // the other. Once both are written, whoever comes last sees both.
      if (outcome === 'parked') await apply(id);
      else if (outcome === 'applied' && known?.news?.kind === 'paid')
        for (const waiting of await events.parkedOf(known.news.chargeId)) await apply(waiting._id);
    },

    /** Orders an event of the current tenant again whose job may be lost. */
    async again(tenantId: TenantId, id: WebhookEventId): Promise<void> {
      const now = clock.now().getTime();
      await events.lookLater(id, new Date(now + LOST_MS));
      await queue.enqueue(ApplyPaymentEvent, tenantId, { eventId: id }, { jobId: `${id}.${now}` });
    },
  };
}
export type Intake = ReturnType<typeof createIntake>;
