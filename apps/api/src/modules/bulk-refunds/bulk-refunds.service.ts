import {
  BulkRefundOutcome,
  idSchemas,
  ProblemError,
  type BulkRefundItem,
  type BulkRefundItemId,
  type BulkRefundView,
  type Currency,
  type InvoiceId,
  type SessionId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { AuditLog } from '../audit/index.ts';
import type { InvoicesService } from '../invoices/index.ts';
import type { PaymentsRepository } from '../payments/index.ts';
import type { BulkRefundsRepository } from './bulk-refunds.repository.ts';
import type { RunRow, Summed } from './bulk-refunds.types.ts';
import { itemOfDue, itemOfPayment, type BulkWork } from './bulk-refunds.work.ts';

export interface BulkRefundsDeps {
  readonly repository: BulkRefundsRepository;
  readonly work: Pick<BulkWork, 'later' | 'order'>;
  readonly invoices: Pick<InvoicesService, 'ofSession' | 'findMany'>;
  readonly payments: Pick<PaymentsRepository, 'paidOf'>;
  readonly sessions: {
    find(id: SessionId): Promise<{ readonly title: string; readonly cancelReason?: string } | null>;
  };
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}
type Sums = BulkRefundView['ahead']['goesBack'];

const PAGE = 200;

/** What the team sees of giving back what was paid for a masterclass, and begins. */
export function createBulkRefunds(deps: BulkRefundsDeps) {
  const { repository, invoices, payments, clock } = deps;

  /** @throws ProblemError `not-found` */
  async function requireSession(id: SessionId) {
    const session = await deps.sessions.find(id);
    if (session === null) throw new ProblemError('not-found');
    return { ...session, isCancelled: session.cancelReason !== undefined };
  }

  /** What would go back now, page by page. */
  async function ahead(sessionId: SessionId): Promise<BulkRefundView['ahead']> {
    const sums = { goesBack: [] as Sums, byHand: [] as Sums, takenBack: [] as Sums };
    for (let after: InvoiceId | null = null; ;) {
      const page: Awaited<ReturnType<typeof invoices.ofSession>> = await invoices.ofSession(sessionId, after, PAGE);
      for (const payment of await payments.paidOf(page.map(({ _id }) => _id))) {
        const item = itemOfPayment(payment);
        if (item !== null) add(item.outcome === 'by_hand' ? sums.byHand : sums.goesBack, item);
      }
      for (const invoice of page) {
        const item = itemOfDue(invoice);
        if (item !== null) add(sums.takenBack, item);
      }
      if (page.length < PAGE) return sums;
      after = page.at(-1)!._id;
    }
  }

  async function view(sessionId: SessionId): Promise<BulkRefundView> {
    const { isCancelled, title } = await requireSession(sessionId);
    const run = await repository.findBySession(sessionId);
    return {
      ...{ title, isCancelled },
      ahead: await ahead(sessionId),
      run: run === null ? null : presentRun(run, await repository.sums(run._id)),
    };
  }

  return {
    view,

    /** @throws ProblemError `not-found` */
    async items(sessionId: SessionId, { outcome, cursor, limit }: ItemsQuery) {
      await requireSession(sessionId);
      const run = await repository.findBySession(sessionId);
      if (run === null) return { items: [], nextCursor: null };
      const after = cursor === undefined ? null : parseCursor(cursor);
      const rows = await repository.items(run._id, { outcome, after, limit: limit + 1 });
      const page = rows.slice(0, limit);
      const known = new Map((await invoices.findMany(page.map((row) => row.invoiceId))).map((row) => [row._id, row]));
      const items: BulkRefundItem[] = page.map(
        ({ _id: id, invoiceId, kind, amount, currency, outcome: became, failure }) => {
          const { number, buyer } = known.get(invoiceId)!;
          const buyerName = buyer.company ?? buyer.name;
          return { id, invoiceId, number: number ?? '', buyerName, kind, amount, currency, outcome: became, failure };
        },
      );
      return { items, nextCursor: rows.length > limit ? page.at(-1)!._id : null };
    },

    /**
     * Gives everything back; once more, what did not go through, and what was paid since. One that is under way goes on.
     * @throws ProblemError `not-found`; `illegal-transition` for a masterclass that is not called off
     */
    async start(sessionId: SessionId, reason: string): Promise<BulkRefundView> {
      const { isCancelled, title } = await requireSession(sessionId);
      if (!isCancelled) throw new ProblemError('illegal-transition');
      const startedAt = clock.now();
      const begin = { state: 'planning', reason, startedAt, planned: null, endedAt: null } as const;
      const known = await repository.findBySession(sessionId);
      const row: RunRow = { ...begin, _id: known?._id ?? newId('brf'), sessionId, lookAt: deps.work.later() };
      const isBegun =
        known === null
          ? await repository.insert(row)
          : await repository.change(known._id, 'done', { ...begin, lookAt: row.lookAt });
      if (isBegun) {
        // Written down is begun: an order that is lost comes again with the sweep.
        await deps.audit.record({
          action: 'session.refunded',
          target: { type: 'session', id: sessionId, name: title },
          after: { reason },
        });
        await deps.work.order(row._id, String(startedAt.getTime()));
      }
      return view(sessionId);
    },
  };
}
export type BulkRefunds = ReturnType<typeof createBulkRefunds>;

interface ItemsQuery {
  readonly outcome?: BulkRefundOutcome | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

function presentRun(run: RunRow, sums: readonly Summed[]): NonNullable<BulkRefundView['run']> {
  const count = (outcome: BulkRefundOutcome) =>
    sums.filter((each) => each.outcome === outcome).reduce((sum, each) => sum + each.count, 0);
  return {
    ...{ id: run._id, state: run.state, reason: run.reason },
    startedAt: run.startedAt.toISOString(),
    endedAt: run.endedAt?.toISOString() ?? null,
    counts: Object.fromEntries(BulkRefundOutcome.options.map((outcome) => [outcome, count(outcome)])) as Record<
      BulkRefundOutcome,
      number
    >,
    wentBack: sums
      .filter(({ kind, outcome }) => kind === 'payment' && outcome === 'succeeded')
      .map(({ currency, count: times, amount }) => ({ currency, count: times, amount })),
  };
}

function add(sums: Sums, { amount, currency }: { readonly amount: number; readonly currency: Currency }): void {
  const at = sums.findIndex((each) => each.currency === currency);
  const before = sums[at] ?? { currency, count: 0, amount: 0 };
  const sum = { currency, count: before.count + 1, amount: before.amount + amount };
  if (at === -1) sums.push(sum);
  else sums[at] = sum;
}

/** @throws ProblemError `validation-failed` for text that is no cursor of ours */
function parseCursor(text: string): BulkRefundItemId {
  const id = idSchemas.bri.safeParse(text);
  if (id.success) return id.data;
  const message = 'This cursor is not one of ours.';
  throw new ProblemError('validation-failed', { issues: [{ in: 'query', pointer: '/cursor', message }] });
}
