import { ProblemError, type InstalmentPlanId, type InvoiceId, type PaymentId } from '@stageline/contracts';
import { ASKS_THE_BUYER } from '@stageline/integrations/payments';
import { MOST_CHARGES, restOfInstalment } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import type { Checkouts, SavedCards } from '../payments/index.ts';
import type { InstalmentLetters } from './instalments.letters.ts';
import { agreedOf, hasEnded, hasLater, nextChargeOf } from './instalments.plan.ts';
import type { InstalmentsRepository, PlanCharge, PlanRow } from './instalments.repository.ts';
import type { Plans } from './instalments.plans.ts';

export interface InstalmentChargesDeps {
  readonly repository: InstalmentsRepository;
  readonly plans: Plans;
  readonly invoices: Pick<InvoicesService, 'find' | 'hold'>;
  readonly cards: Pick<SavedCards, 'find' | 'keeperOf' | 'plan' | 'send'>;
  readonly checkouts: Pick<Checkouts, 'closeOf'>;
  readonly letters: Pick<InstalmentLetters, 'send'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** While somebody is paying themselves, it is looked again after this long. */
const BUSY_MS = 15 * 60_000;

/** Parts that are charged to a card whose owner agreed to it (D-04): each whole or not at all, and once. */
export function createInstalmentCharges(deps: InstalmentChargesDeps) {
  const { repository, plans, invoices, cards, unitOfWork, clock } = deps;

  /** Changes what a buyer said, in a transaction that holds the invoice. @throws ProblemError `not-found` where nothing is in parts */
  const say = (
    invoiceId: InvoiceId,
    what: (charge: PlanCharge | null, plan: PlanRow) => PlanCharge | null,
  ): Promise<void> =>
    unitOfWork.run(async () => {
      const invoice = await invoices.hold(invoiceId);
      const known = await plans.planOf(invoice);
      if (known === null) throw new ProblemError('not-found');
      await plans.note({ ...known, charge: what(known.charge ?? null, known) }, invoice);
    });

  /** Writes the next charge down, if its time has come. @returns what is to be asked for */
  async function plan(id: InstalmentPlanId): Promise<PaymentId | null> {
    const found = await repository.find(id);
    const charge = found === null ? null : agreedOf(found);
    if (found === null || charge === null) return null;
    const invoice = await invoices.hold(found.invoiceId);
    const next = hasEnded(invoice) ? null : nextChargeOf(found, invoice, clock.now());
    if (next === null || next.at > clock.now()) return null;
    const { part, turn } = next;
    const lastAt = clock.now();
    const keeper = await cards.find(charge.keeper!);
    // Whoever had the first payment taken back, or disputes it, is not charged for more.
    if (keeper === null || keeper.refundable < 1) {
      const tries = { part, made: MOST_CHARGES, lastAt };
      await plans.note({ ...found, charge: { ...charge, tries } }, invoice);
      return null;
    }
    const amount = restOfInstalment(found.parts, invoice.figures.due, part);
    const flying = await cards.plan(invoice, amount, keeper, `${id}.${part}.${turn}`);
    if (flying === null) {
      await repository.change(found, { lookAt: new Date(clock.now().getTime() + BUSY_MS) });
      return null;
    }
    const tries = { part, made: turn + 1, lastAt };
    await plans.note({ ...found, charge: { ...charge, flying, tries } }, invoice);
    return flying;
  }

  return {
    /** The buyer lets later parts be charged to the card with which they pay next. @throws ProblemError `not-found` */
    agree: (invoiceId: InvoiceId): Promise<void> =>
      say(invoiceId, (charge, known) =>
        agreedOf(known) !== null
          ? charge
          : { agreedAt: clock.now(), withdrawnAt: null, keeper: null, tries: null, flying: charge?.flying ?? null },
      ),

    /** They take it back; what the provider was asked for already is not stopped. @throws ProblemError `not-found` */
    withdraw: (invoiceId: InvoiceId): Promise<void> =>
      say(invoiceId, (charge, known) =>
        charge === null || agreedOf(known) === null ? charge : { ...charge, withdrawnAt: clock.now() },
      ),

    /** Whether the card is kept with which somebody pays now. */
    async savesCard(invoice: InvoiceRow): Promise<boolean> {
      const found = await plans.planOf(invoice);
      return found !== null && agreedOf(found)?.keeper === null && hasLater(found, invoice, clock.now());
    },

    /** Whether somebody is to be asked first, as long as they have said nothing. */
    async isToBeAsked(invoiceId: InvoiceId): Promise<boolean> {
      const invoice = await invoices.find(invoiceId);
      const found = invoice === null ? null : await plans.planOf(invoice);
      return found !== null && found.charge == null && hasLater(found, invoice!, clock.now());
    },

    /** Whether they still agree, for a charge that was planned and not asked for. */
    async mayCharge(invoiceId: InvoiceId): Promise<boolean> {
      const found = await repository.ofInvoice(invoiceId);
      return found !== null && agreedOf(found) !== null;
    },

    /**
     * Charges the part that is due. It is written down with its try before the provider is asked; whoever dies after that leaves it to the
     * sweep of payments, which asks for the same.
     */
    async charge(id: InstalmentPlanId): Promise<void> {
      const found = await repository.find(id);
      const invoice = found === null ? null : await invoices.find(found.invoiceId);
      const next = invoice === null ? null : nextChargeOf(found!, invoice, clock.now());
      if (next === null || next.at > clock.now()) return;
      // A page that was opened and left behind takes no money beside it.
      await deps.checkouts.closeOf(found!.invoiceId);
      const flying = await unitOfWork.run(() => plan(id));
      if (flying !== null) await cards.send(flying);
    },

    /** What became of the card and of a charge that was on its way, in the caller's transaction; whoever was declined is told. */
    async landed(found: PlanRow, invoice: InvoiceRow): Promise<PlanRow> {
      let charge = found.charge ?? null;
      if (charge === null) return found;
      const keeper = charge.keeper ?? (await cards.keeperOf(found.invoiceId, charge.agreedAt))?._id ?? null;
      charge = { ...charge, keeper };
      const flown = charge.flying === null ? null : await cards.find(charge.flying);
      if (charge.flying === null || flown?.state === 'processing') return { ...found, charge };
      const asks = flown?.declines.includes(ASKS_THE_BUYER) === true;
      const tries = asks && charge.tries !== null ? { ...charge.tries, made: MOST_CHARGES } : charge.tries;
      const after = { ...found, charge: { ...charge, tries, flying: null } };
      if (flown?.state !== 'failed' || tries === null || charge.withdrawnAt !== null) return after;
      const again = nextChargeOf(after, invoice, clock.now());
      const about = { part: tries.part, turn: found.charge!.tries!.made };
      if (asks) await deps.letters.send(invoice, after, { ...about, step: 'asks' });
      // After the last one, the reminders go on as they are.
      else if (again !== null) await deps.letters.send(invoice, after, { ...about, step: 'declined', again: again.at });
      return after;
    },
  };
}
export type InstalmentCharges = ReturnType<typeof createInstalmentCharges>;
