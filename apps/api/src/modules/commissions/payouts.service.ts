import {
  ProblemError,
  type CommissionLine,
  type CommissionPayoutId,
  type Currency,
  type IdempotentRequestId,
  type LeadId,
} from '@stageline/contracts';
import { post } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { LeadsService } from '../leads/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { CommissionsRepository } from './commissions.repository.ts';
import type { EntryRow } from './commissions.types.ts';
import type { Statements } from './statements.service.ts';

export interface PayoutsDeps {
  readonly repository: CommissionsRepository;
  readonly ledger: Pick<LedgerService, 'post'>;
  readonly leads: Pick<LeadsService, 'findRegistered' | 'findByPersons'>;
  readonly statements: Pick<Statements, 'present'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Commissions that were paid to whoever earned them, past this system: a member notes that they were. */
export function createPayouts(deps: PayoutsDeps) {
  const { repository, ledger, leads, unitOfWork, clock } = deps;

  async function note(entry: EntryRow): Promise<void> {
    const { _id, currency, at, amount } = entry;
    const entries = post.commissionPayout(-amount);
    const key = `commission-payout:${_id}`;
    await ledger.post({ key, kind: 'commission_payout', invoiceId: null, currency, at, entries });
    await repository.insertEntry(entry);
  }
  async function record(action: 'commissions.paid-out' | 'commissions.payout-taken-back', entry: EntryRow) {
    const [lead] = await leads.findByPersons([entry.personId]);
    if (lead === undefined) return;
    const { firstName, lastName } = lead.person;
    const target = { type: 'lead', id: lead._id, name: `${firstName} ${lastName}`.trim() };
    const { amount, currency } = entry;
    await deps.audit.record({ action, target, after: { amount: -amount, currency } });
  }
  const shown = async (entry: EntryRow): Promise<CommissionLine> => (await deps.statements.present([entry], false))[0]!;

  return {
    /**
     * Notes that somebody was paid; once per request, and never more than is owed to them.
     * @throws ProblemError `not-found`; `validation-failed` where less is owed
     */
    async payOut(
      leadId: LeadId,
      { amount, currency, note: said }: { amount: number; currency: Currency; note?: string | undefined },
      requestId: IdempotentRequestId,
    ): Promise<CommissionLine> {
      const payoutId = `cmp_${requestId.slice('idk_'.length)}` as CommissionPayoutId;
      const entry = await unitOfWork.run(async () => {
        // First of all: two at once could each be owed and together be too much.
        await repository.takeTurn();
        const known = await repository.entryOfPayout(payoutId, 'paid-out');
        if (known !== null) return known;
        const lead = await leads.findRegistered(leadId);
        if (lead === null) throw new ProblemError('not-found');
        const { personId } = lead;
        if ((await repository.balanceOf(personId, currency)) < amount) throw tooMuch();
        const paid: EntryRow = {
          ...{ _id: newId('cme'), personId, kind: 'paid-out', currency, amount: -amount, at: clock.now() },
          ...{ commissionId: null, invoiceId: null, level: null, rate: null, base: null, payoutId },
          note: said === undefined || said === '' ? null : said,
        };
        await note(paid);
        await record('commissions.paid-out', paid);
        return paid;
      });
      return shown(entry);
    },

    /** What was noted by mistake is owed again; a second time nothing happens. @throws ProblemError `not-found` */
    async takeBack(payoutId: CommissionPayoutId): Promise<CommissionLine> {
      const entry = await unitOfWork.run(async () => {
        await repository.takeTurn();
        const paid = await repository.entryOfPayout(payoutId, 'paid-out');
        if (paid === null) throw new ProblemError('not-found');
        const known = await repository.entryOfPayout(payoutId, 'payout-taken-back');
        if (known !== null) return known;
        const back: EntryRow = {
          ...{ ...paid, _id: newId('cme'), kind: 'payout-taken-back' },
          ...{ amount: -paid.amount, at: clock.now(), note: null },
        };
        await note(back);
        await record('commissions.payout-taken-back', back);
        return back;
      });
      return shown(entry);
    },
  };
}
export type Payouts = ReturnType<typeof createPayouts>;

const tooMuch = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/amount', message: 'That is more than is owed to them.' }],
  });
