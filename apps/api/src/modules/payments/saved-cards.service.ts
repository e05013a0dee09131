import type { InvoiceId, PaymentId } from '@stageline/contracts';
import { IntegrationError, type PaymentsPort, type SavedChargeRequest } from '@stageline/integrations/payments';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import { describeInvoice } from './checkout.service.ts';
import type { News } from './news.service.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import type { PaymentRow } from './payments.types.ts';

export interface SavedCardsDeps {
  readonly port: PaymentsPort | null;
  readonly payments: PaymentsRepository;
  readonly invoices: Pick<InvoicesService, 'find'>;
  readonly news: Pick<News, 'applyAll'>;
  /** Whether the buyer still lets the parts of an invoice be charged. */
  readonly mayCharge: (invoiceId: InvoiceId) => Promise<boolean>;
  /** Told, in the transaction, of invoices whose figures changed. */
  readonly onChanged: (invoiceId: InvoiceId) => Promise<void>;
  readonly feeBasisPoints: number;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** When one is looked at again whose answer was lost. */
const AGAIN_MS = 5 * 60_000;

/** Charges of cards that buyers let be kept (D-04): planned first, then asked for, so that nothing is asked for twice. */
export function createSavedCards(deps: SavedCardsDeps) {
  const { port, payments, unitOfWork, clock } = deps;
  const again = (): Date => new Date(clock.now().getTime() + AGAIN_MS);

  /** Nobody was asked, and nobody will be. */
  const giveUp = ({ _id, invoiceId }: PaymentRow): Promise<void> =>
    unitOfWork.run(async () => {
      await payments.move(_id, 'expired');
      await deps.onChanged(invoiceId);
    });

  async function charge(accountId: string, payment: PaymentRow, request: SavedChargeRequest): Promise<void> {
    // What was charged is a fact, whatever has changed since.
    const found = await port!.findSaved(request);
    if (found !== null) return deps.news.applyAll(accountId, [found]);
    const { invoiceId, amount } = payment;
    const due = (await deps.invoices.find(invoiceId))?.figures.due ?? 0;
    if (due < amount || !(await deps.mayCharge(invoiceId))) return giveUp(payment);
    return deps.news.applyAll(accountId, [await port!.chargeSaved(request)]);
  }

  return {
    find: payments.find,
    keeperOf: payments.keeperOf,

    /**
     * Writes a charge down, in the caller's transaction that holds the invoice. It counts as under way from now on, so nobody else
     * begins to pay.
     * @returns null where somebody is paying already
     */
    async plan(invoice: InvoiceRow, amount: number, keeper: PaymentRow, key: string): Promise<PaymentId | null> {
      if ((await payments.findActive(invoice._id)) !== null) return null;
      const { provider, accountId, chargeId, currency } = keeper;
      const row: PaymentRow = {
        ...{
          _id: newId('pay'),
          invoiceId: invoice._id,
          provider,
          accountId,
          checkoutId: null,
          url: null,
          chargeId: null,
        },
        ...{ amount, currency, fee: Math.floor((amount * deps.feeBasisPoints) / 10_000), method: null },
        ...{ state: 'processing', active: true, refundable: 0, declines: [], note: null },
        saved: { paymentId: keeper._id, chargeId: chargeId!, key },
        ...{ createdAt: clock.now(), expiresAt: null, paidAt: null, lookAt: again() },
      };
      if (!(await payments.insert(row))) throw new Error('Somebody began to pay at the same moment');
      return row._id;
    },

    /** Asks the provider for a charge that was planned; what is asked for again is the same charge. */
    async send(id: PaymentId): Promise<void> {
      const payment = await payments.find(id);
      const { saved, accountId = null, invoiceId } = payment ?? {};
      if (payment?.state !== 'processing' || saved == null || accountId === null || port === null) return;
      await payments.lookLater(id, again());
      const invoice = (await deps.invoices.find(invoiceId!))!;
      const { amount, currency, fee } = payment;
      const of = { key: saved.key, reference: id, savedBy: saved.chargeId, accountId };
      try {
        await charge(accountId, payment, { ...of, amount, currency, fee, description: describeInvoice(invoice) });
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        // Nobody knows whether it was charged: the sweep asks.
        if (error.retryable)
          return deps.logger.warn({ err: error, paymentId: id }, 'a kept card is asked for again later');
        deps.logger.error({ err: error, paymentId: id }, 'a kept card was not charged');
        await deps.news.applyAll(accountId, [{ kind: 'failed', reference: id, code: error.code, isFinal: true }]);
      }
    },
  };
}
export type SavedCards = ReturnType<typeof createSavedCards>;
