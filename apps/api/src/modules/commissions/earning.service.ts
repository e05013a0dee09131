import type { InvoiceId, LeadId, PersonId } from '@stageline/contracts';
import { commissionOf, keptNet, post } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { CommissionsRepository } from './commissions.repository.ts';
import type { CommissionRow, EntryRow } from './commissions.types.ts';

export interface EarningDeps {
  readonly repository: CommissionsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'hold'>;
  readonly ledger: Pick<LedgerService, 'post' | 'sumsOf'>;
  /**
   * Who brought a lead, who brought them, and so on; at most so many. Null for a place that is empty: nobody moves up into it.
   */
  readonly upline: (leadId: LeadId, most: number) => Promise<readonly (PersonId | null)[]>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What of a commission is still to be posted. */
interface Missing {
  readonly commission: CommissionRow;
  readonly amount: number;
  readonly base: number;
}

/** What people earn of sales to those whom they brought: it follows the money of each invoice, up and down. */
export function createEarning(deps: EarningDeps) {
  const { repository, invoices, ledger, unitOfWork, clock } = deps;

  /** Whoever earns of an invoice, settled for good when its first money is there; by the rates of the day on which it was issued. */
  async function settle({
    _id: invoiceId,
    leadId,
    personId,
    issuedAt,
    currency,
  }: InvoiceRow): Promise<CommissionRow[]> {
    const { history } = await repository.rates();
    const levels = history.findLast(({ from }) => from <= issuedAt!)?.levels ?? [];
    if (!levels.some((rate) => rate > 0)) return [];
    const people = await deps.upline(leadId, levels.length);
    return people.flatMap((earner, index) => {
      const rate = levels[index]!;
      // Nobody earns of what they buy themselves, also where a merge has put them above themselves.
      if (earner === null || earner === personId || rate === 0) return [];
      return [{ _id: newId('com'), invoiceId, level: index + 1, rate, personId: earner, currency }];
    });
  }

  /** What the postings of an invoice say that is earned, and is not posted, or should not have been. */
  async function missingOf(invoice: InvoiceRow): Promise<{ missing: Missing[]; isNew: boolean }> {
    const { _id: invoiceId } = invoice;
    const base = keptNet(await ledger.sumsOf(invoiceId));
    const known = await repository.ofInvoice(invoiceId);
    const isNew = known.length === 0;
    const commissions = isNew && base > 0 ? await settle(invoice) : known;
    const earned = isNew ? new Map<string, number>() : await repository.earnedOf(invoiceId);
    const missing = commissions.map((commission) => {
      const amount = commissionOf(base, commission.rate) - (earned.get(commission._id) ?? 0);
      return { commission, amount, base };
    });
    return { missing, isNew };
  }

  async function note({ commission, amount, base }: Missing): Promise<void> {
    const { _id: commissionId, personId, invoiceId, level, rate, currency } = commission;
    const at = clock.now();
    const entry: EntryRow = {
      ...{ _id: newId('cme'), personId, kind: amount > 0 ? 'earned' : 'taken-back', currency, amount, at },
      ...{ commissionId, invoiceId, level, rate, base, payoutId: null, note: null },
    };
    const key = `commission:${entry._id}`;
    await ledger.post({ key, kind: 'commission', invoiceId, currency, at, entries: post.commission(amount) });
    await repository.insertEntry(entry);
  }

  return {
    /**
     * The money of an invoice may have changed: what is earned of it is counted anew from its postings, and the difference posted. In
     * the caller's transaction; safe to repeat.
     */
    async review(invoiceId: InvoiceId): Promise<void> {
      const looked = await invoices.find(invoiceId);
      if (looked === null || looked.issuedAt === null) return;
      if ((await missingOf(looked)).missing.every(({ amount }) => amount === 0)) return;
      await unitOfWork.run(async () => {
        // Whoever moves the same invoice meanwhile waits, or begins again with what is posted here.
        const invoice = await invoices.hold(invoiceId);
        const { missing, isNew } = await missingOf(invoice);
        if (isNew) await repository.insert(missing.map(({ commission }) => commission));
        for (const each of missing) if (each.amount !== 0) await note(each);
      });
    },
  };
}
export type Earning = ReturnType<typeof createEarning>;
