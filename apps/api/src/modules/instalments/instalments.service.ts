import {
  ProblemError,
  type BodyOf,
  type InstalmentPlanId,
  type InstalmentPlanView,
  type instalments,
  type InvoiceId,
} from '@stageline/contracts';
import type { InstalmentsStanding } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { InstalmentCharges } from './instalments.charges.ts';
import type { InstalmentLetters } from './instalments.letters.ts';
import { hasEnded, isCharged, nextMailOf, presentPlan, standingOf } from './instalments.plan.ts';
import { createPlans } from './instalments.plans.ts';
import type { InstalmentsRepository, PlanRow } from './instalments.repository.ts';

export interface InstalmentsDeps {
  readonly repository: InstalmentsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'hold' | 'payBy'>;
  /** What an invoice is for opens, or closes; in the caller's transaction. */
  readonly onStanding: (invoiceId: InvoiceId) => Promise<void>;
  readonly letters: Pick<InstalmentLetters, 'send'>;
  readonly charges: Pick<InstalmentCharges, 'landed'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Invoices that are paid in parts (D-04): what is asked for now, who is late, and who is reminded when. */
export function createInstalments(deps: InstalmentsDeps) {
  const { repository, invoices, unitOfWork, clock } = deps;
  const { planOf, note } = createPlans(deps);

  async function view(invoiceId: InvoiceId): Promise<{ plan: InstalmentPlanView | null }> {
    const invoice = await invoices.find(invoiceId);
    if (invoice === null) throw new ProblemError('not-found');
    const plan = await planOf(invoice);
    return { plan: plan === null ? null : presentPlan(plan, invoice, clock.now()) };
  }
  const record = (action: 'instalments.agreed' | 'instalments.ended', { _id: id, number }: InvoiceRow) =>
    deps.audit.record({ action, target: { type: 'invoice', id, name: number! } });

  return {
    view,

    /**
     * What is due is paid in these parts from now on. What the buyer said of charging the parts before is gone with them.
     * @throws ProblemError `not-found`; `invoice-settled` where nothing is due; `validation-failed` for parts that are not what is due
     */
    async agree(invoiceId: InvoiceId, { parts }: BodyOf<typeof instalments.agreeInstalments>) {
      const wanted = parts.map(({ dueAt, amount }) => ({ dueAt: new Date(dueAt), amount }));
      await unitOfWork.run(async () => {
        const invoice = await invoices.hold(invoiceId);
        const { due } = invoice.figures;
        if (due <= 0) throw new ProblemError('invoice-settled');
        if (wanted.reduce((sum, { amount }) => sum + amount, 0) !== due) throw notWhatIsDue();
        await repository.remove(invoiceId);
        const plan: PlanRow = {
          ...{ _id: newId('ins'), invoiceId, parts: wanted, sent: null, createdAt: clock.now(), version: 1 },
          ...{ charge: null, lookAt: null },
        };
        await repository.insert(plan);
        await note(plan, invoice);
        await record('instalments.agreed', invoice);
        await deps.onStanding(invoiceId);
      });
      return view(invoiceId);
    },

    /** All that is due is asked for at once again. @throws ProblemError `not-found` */
    async end(invoiceId: InvoiceId) {
      await unitOfWork.run(async () => {
        const invoice = await invoices.hold(invoiceId);
        if (!(await repository.remove(invoiceId))) return;
        await invoices.payBy(invoiceId, null);
        await record('instalments.ended', invoice);
        await deps.onStanding(invoiceId);
      });
      return view(invoiceId);
    },

    /** How an invoice stands that is paid in parts; null for one that is not. */
    async standing(invoice: InvoiceRow): Promise<InstalmentsStanding | null> {
      const plan = await planOf(invoice);
      return plan === null ? null : standingOf(plan, invoice, clock.now());
    },

    /** Figures of an invoice changed, or a charge ended, in the caller's transaction: what was paid is not asked for any more. */
    async review(invoiceId: InvoiceId): Promise<void> {
      const plan = await repository.ofInvoice(invoiceId);
      const invoice = plan === null ? null : await invoices.find(invoiceId);
      if (plan === null || invoice === null) return;
      if (hasEnded(invoice)) await repository.remove(invoiceId);
      else await note(await deps.charges.landed(plan, invoice), invoice);
    },

    /**
     * The mail about a part is due: it goes out once, unless the part is paid by now. Mail and note are one transaction that holds the
     * invoice, so a payment comes before it or after it.
     */
    async remind(id: InstalmentPlanId): Promise<void> {
      await unitOfWork.run(async () => {
        const plan = await repository.find(id);
        if (plan === null) return;
        const { invoiceId } = plan;
        const invoice = await invoices.hold(invoiceId);
        if (hasEnded(invoice)) return void (await repository.remove(invoiceId));
        const now = clock.now();
        const mail = nextMailOf(plan, invoice, now);
        if (mail === null || mail.at > now) return note(plan, invoice);
        const { part, step } = mail;
        await deps.letters.send(invoice, plan, { part, step: isCharged(plan, invoice, now) ? 'charged' : step });
        await note({ ...plan, sent: { part, step } }, invoice);
        await deps.onStanding(invoiceId);
      });
    },
  };
}
export type Instalments = ReturnType<typeof createInstalments>;

const notWhatIsDue = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/parts', message: 'The parts have to add up to what is due.' }],
  });
