import {
  ProblemError,
  type BodyOf,
  type InstalmentPlanId,
  type InstalmentPlanView,
  type instalments,
  type InvoiceId,
} from '@stageline/contracts';
import {
  instalmentsStanding,
  inTimeUntil,
  nextInstalmentMail,
  type InstalmentMail,
  type InstalmentsStanding,
} from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { InstalmentsRepository, PlanRow } from './instalments.repository.ts';

export interface InstalmentsDeps {
  readonly repository: InstalmentsRepository;
  readonly invoices: Pick<InvoicesService, 'find' | 'hold' | 'payBy'>;
  /** What an invoice is for opens, or closes; in the caller's transaction. */
  readonly onStanding: (invoiceId: InvoiceId) => Promise<void>;
  readonly letters: { send(invoice: InvoiceRow, plan: PlanRow, about: InstalmentMail): Promise<void> };
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Invoices that are paid in parts (D-04): what is asked for now, who is late, and who is reminded when. */
export function createInstalments(deps: InstalmentsDeps) {
  const { repository, invoices, unitOfWork, clock } = deps;

  const standingOf = ({ parts }: PlanRow, { figures }: InvoiceRow): InstalmentsStanding =>
    instalmentsStanding(parts, figures.due, clock.now());
  const nextMailOf = (plan: PlanRow, invoice: InvoiceRow) =>
    nextInstalmentMail(plan.parts, standingOf(plan, invoice), plan.sent, clock.now());

  /** Nothing is asked for in parts of what was taken back, or is not expected any more. */
  async function planOf(invoice: InvoiceRow): Promise<PlanRow | null> {
    return hasEnded(invoice) ? null : repository.ofInvoice(invoice._id);
  }

  /** Notes when somebody looks at a plan next, and until when its invoice is in time; in the caller's transaction. */
  async function note(plan: PlanRow, invoice: InvoiceRow, sent = plan.sent): Promise<void> {
    const { part } = standingOf(plan, invoice);
    await repository.change(plan, { sent, lookAt: nextMailOf({ ...plan, sent }, invoice)?.at ?? null });
    await invoices.payBy(plan.invoiceId, part === null ? null : inTimeUntil(plan.parts[part]!));
  }

  function present(plan: PlanRow, invoice: InvoiceRow): InstalmentPlanView {
    const { state, part, asked } = standingOf(plan, invoice);
    const next = nextMailOf(plan, invoice);
    let paid = plan.parts.reduce((sum, { amount }) => sum + amount, 0) - Math.max(0, invoice.figures.due);
    return {
      ...{ id: plan._id, state, asked },
      parts: plan.parts.map(({ dueAt, amount }) => {
        const ofIt = Math.min(amount, paid);
        paid -= ofIt;
        return { dueAt: dueAt.toISOString(), amount, paid: ofIt };
      }),
      lastMail: plan.sent?.part === part ? plan.sent!.step : null,
      // What should have gone out before goes out by now.
      nextMailAt: next === null ? null : new Date(Math.max(next.at.getTime(), clock.now().getTime())).toISOString(),
      createdAt: plan.createdAt.toISOString(),
    };
  }

  async function view(invoiceId: InvoiceId): Promise<{ plan: InstalmentPlanView | null }> {
    const invoice = await invoices.find(invoiceId);
    if (invoice === null) throw new ProblemError('not-found');
    const plan = await planOf(invoice);
    return { plan: plan === null ? null : present(plan, invoice) };
  }
  const record = (action: 'instalments.agreed' | 'instalments.ended', { _id: id, number }: InvoiceRow) =>
    deps.audit.record({ action, target: { type: 'invoice', id, name: number! } });

  return {
    view,

    /**
     * What is due is paid in these parts from now on.
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
          lookAt: null,
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
      return plan === null ? null : standingOf(plan, invoice);
    },

    /** Figures of an invoice changed, in the caller's transaction: what was paid is not asked for any more. */
    async review(invoiceId: InvoiceId): Promise<void> {
      const plan = await repository.ofInvoice(invoiceId);
      const invoice = plan === null ? null : await invoices.find(invoiceId);
      if (plan === null || invoice === null) return;
      if (hasEnded(invoice)) await repository.remove(invoiceId);
      else await note(plan, invoice);
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
        const mail = nextMailOf(plan, invoice);
        if (mail === null || mail.at > clock.now()) return note(plan, invoice);
        const { part, step } = mail;
        await deps.letters.send(invoice, plan, { part, step });
        await note(plan, invoice, { part, step });
        await deps.onStanding(invoiceId);
      });
    },
  };
}
export type Instalments = ReturnType<typeof createInstalments>;

/** What is due of it was taken back, or is not expected any more. */
const hasEnded = ({ figures: { due, cancelled, writtenOff } }: InvoiceRow): boolean =>
  due <= 0 && (cancelled > 0 || writtenOff > 0);

const notWhatIsDue = () =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'body', pointer: '/parts', message: 'The parts have to add up to what is due.' }],
  });
