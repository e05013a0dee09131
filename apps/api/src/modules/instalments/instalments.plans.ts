import { inTimeUntil } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import { hasEnded, nextChargeOf, nextMailOf, standingOf } from './instalments.plan.ts';
import type { InstalmentsRepository, PlanRow } from './instalments.repository.ts';

export interface PlansDeps {
  readonly repository: InstalmentsRepository;
  readonly invoices: Pick<InvoicesService, 'payBy'>;
  readonly clock: Clock;
}

/** Plans as the current tenant has them, and when somebody looks at them next. */
export function createPlans({ repository, invoices, clock }: PlansDeps) {
  return {
    /** Nothing is asked for in parts of what was taken back, or is not expected any more. */
    planOf: async (invoice: InvoiceRow): Promise<PlanRow | null> =>
      hasEnded(invoice) ? null : repository.ofInvoice(invoice._id),

    /** Notes what changed of a plan, when somebody looks at it next, and until when its invoice is in time; in the caller's transaction. */
    async note(plan: PlanRow, invoice: InvoiceRow): Promise<void> {
      const now = clock.now();
      const { sent, charge = null } = plan;
      const { part } = standingOf(plan, invoice, now);
      const next = [nextMailOf(plan, invoice, now), nextChargeOf(plan, invoice, now)].filter((each) => each !== null);
      const lookAt = next.map(({ at }) => at).toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
      await repository.change(plan, { sent, charge, lookAt });
      await invoices.payBy(plan.invoiceId, part === null ? null : inTimeUntil(plan.parts[part]!));
    },
  };
}
export type Plans = ReturnType<typeof createPlans>;
