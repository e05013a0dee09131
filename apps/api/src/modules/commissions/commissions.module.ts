import { commissions, InvoiceCancelled, type Currency } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import type { Books } from '../invoices/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { MembersService } from '../members/index.ts';
import type { Idempotency } from '../payments/index.ts';
import { commissionsRepository } from './commissions.repository.ts';
import { createEarning, type Earning, type EarningDeps } from './earning.service.ts';
import { createPayouts, type Payouts, type PayoutsDeps } from './payouts.service.ts';
import { createRates, type Rates } from './rates.service.ts';
import { createStatements, type Statements, type StatementsDeps } from './statements.service.ts';

export type CommissionsModuleDeps = Omit<EarningDeps & StatementsDeps & PayoutsDeps, 'repository' | 'statements'> & {
  readonly ledger: Pick<LedgerService, 'balances'>;
  readonly members: Pick<MembersService, 'recipient'>;
  readonly idempotency: Pick<Idempotency, 'run'>;
  readonly books: Pick<Books, 'eachSite'>;
  readonly logger: Logger;
};

const CHECK_MS = 24 * 3_600_000;

/** What sponsors earn of sales to those whom they brought (ADR 0057). */
export function createCommissionsModule(deps: CommissionsModuleDeps): ApiModule & {
  readonly earning: Earning;
  readonly statements: Statements;
  readonly payouts: Payouts;
  readonly rates: Rates;
  /** Currencies in which statements and books do not agree; none, unless somebody wrote past us. */
  check(): Promise<Currency[]>;
} {
  const repository = commissionsRepository;
  const earning = createEarning({ ...deps, repository });
  const statements = createStatements({ ...deps, repository });
  const payouts = createPayouts({ ...deps, repository, statements });
  const rates = createRates({ ...deps, repository });

  async function check(): Promise<Currency[]> {
    const owed = await repository.owed();
    for (const { account, currency, amount } of await deps.ledger.balances())
      if (account === 'commissions_owed') owed.set(currency, (owed.get(currency) ?? 0) + amount);
    return [...owed].flatMap(([currency, amount]) => (amount === 0 ? [] : [currency]));
  }

  async function checkAll(): Promise<void> {
    await deps.books.eachSite(async (tenantId) => {
      // What is earned between two reads is no fault: it is none a moment later.
      if ((await check()).length === 0) return;
      const faults = await check();
      if (faults.length > 0)
        deps.logger.error({ tenantId, faults }, 'statements of commissions and books do not agree');
    });
  }

  return {
    name: 'commissions',
    schedules: [{ name: 'check-commissions', everyMs: CHECK_MS, run: checkAll }],
    ...{ earning, statements, payouts, rates, check },
    routes: [
      route(commissions.getCommissionRates, () => rates.get()),
      route(commissions.saveCommissionRates, ({ body }) => rates.save(body.version, body.levels)),
      route(commissions.listCommissions, ({ query }) => statements.list(query.month)),
      route(commissions.getCommissionStatement, ({ params, query }) => statements.of(params.leadId, query.month)),
      route(commissions.getOwnCommissions, async ({ actor, query }) =>
        statements.own((await deps.members.recipient(actor.membershipId))?.email ?? null, query.month),
      ),
      route(commissions.exportCommissions, ({ query }) => statements.file(query.month, query.leadId, query.bom)),
      route(commissions.payOutCommissions, ({ params, body, actor, idempotencyKey }) =>
        deps.idempotency.run(
          { scope: `commissions:${actor.membershipId}`, key: idempotencyKey(), request: { params, body } },
          (requestId) => payouts.payOut(params.leadId, body, requestId),
        ),
      ),
      route(commissions.takePayoutBack, ({ params }) => payouts.takeBack(params.payoutId)),
    ],
    subscribers: [
      // Tax is in proportion to what is still sold: taking back the rest of what was paid in part may move it by a unit.
      subscriber({
        id: 'commissions.cancelled',
        event: InvoiceCancelled,
        handle: ({ invoiceId }) => earning.review(invoiceId),
      }),
    ],
  };
}
