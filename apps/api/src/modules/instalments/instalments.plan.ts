import type { InstalmentPlanView } from '@stageline/contracts';
import {
  instalmentsStanding,
  nextCharge,
  nextChargeNotice,
  nextInstalmentMail,
  type InstalmentMail,
  type InstalmentsStanding,
} from '@stageline/domain';
import type { InvoiceRow } from '../invoices/index.ts';
import type { PlanCharge, PlanRow } from './instalments.repository.ts';

type Invoice = Pick<InvoiceRow, 'figures'>;

export const standingOf = ({ parts }: PlanRow, { figures }: Invoice, now: Date): InstalmentsStanding =>
  instalmentsStanding(parts, figures.due, now);

/** What a buyer agreed to, as long as they have not taken it back. */
export const agreedOf = ({ charge }: PlanRow): PlanCharge | null => (charge?.withdrawnAt === null ? charge : null);

/** When the kept card is charged next; null where none is, or a charge is on its way. */
export function nextChargeOf(plan: PlanRow, invoice: Invoice, now: Date) {
  const charge = agreedOf(plan);
  if (charge === null || charge.keeper === null || charge.flying !== null) return null;
  return nextCharge(plan.parts, standingOf(plan, invoice, now), charge.tries);
}

/** Whether the part that is next is charged by itself: nobody is reminded of it then, but told before. */
export const isCharged = (plan: PlanRow, invoice: Invoice, now: Date): boolean =>
  (plan.charge?.flying ?? null) !== null || nextChargeOf(plan, invoice, now) !== null;

export function nextMailOf(
  plan: PlanRow,
  invoice: Invoice,
  now: Date,
): (InstalmentMail & { readonly at: Date }) | null {
  const standing = standingOf(plan, invoice, now);
  return isCharged(plan, invoice, now)
    ? nextChargeNotice(plan.parts, standing, plan.sent, now)
    : nextInstalmentMail(plan.parts, standing, plan.sent, now);
}

/** Whether something is left to pay after what is asked for now. */
export function hasLater(plan: PlanRow, invoice: Invoice, now: Date): boolean {
  const { part, asked } = standingOf(plan, invoice, now);
  return part !== null && invoice.figures.due > asked;
}

export function presentPlan(plan: PlanRow, invoice: Invoice, now: Date): InstalmentPlanView {
  const { state, part, asked } = standingOf(plan, invoice, now);
  const next = nextMailOf(plan, invoice, now);
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
    nextMailAt: next === null ? null : notBefore(next.at, now).toISOString(),
    charge: presentCharge(plan, invoice, now),
    createdAt: plan.createdAt.toISOString(),
  };
}

function presentCharge(plan: PlanRow, invoice: Invoice, now: Date): InstalmentPlanView['charge'] {
  const { charge } = plan;
  if (charge == null) return null;
  const { agreedAt, withdrawnAt, keeper } = charge;
  const next = nextChargeOf(plan, invoice, now);
  return {
    state: withdrawnAt !== null ? 'withdrawn' : keeper === null ? 'agreed' : 'active',
    since: (withdrawnAt ?? agreedAt).toISOString(),
    nextAt: next === null ? null : notBefore(next.at, now).toISOString(),
  };
}
const notBefore = (at: Date, now: Date): Date => (at < now ? now : at);

/** What is due of it was taken back, or is not expected any more. */
export const hasEnded = ({ figures: { due, cancelled, writtenOff } }: Invoice): boolean =>
  due <= 0 && (cancelled > 0 || writtenOff > 0);
