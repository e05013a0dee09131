import { ProblemError, type Currency, type InvoiceId, type Locale, type PaymentId } from '@stageline/contracts';
import { IntegrationError, type DocumentSums, type PaymentsPort } from '@stageline/integrations/payments';
import { newId, type Clock, type Logger } from '@stageline/platform';
import type { InvoiceRow, InvoicesService } from '../invoices/index.ts';
import { reach, type MerchantAccounts } from './accounts.service.ts';
import type { News } from './news.service.ts';
import type { CameBack } from './paying-standing.ts';
import type { PaymentsRepository } from './payments.repository.ts';
import type { PaymentRow } from './payments.types.ts';

export interface CheckoutDeps {
  readonly port: PaymentsPort | null;
  readonly payments: PaymentsRepository;
  readonly invoices: Pick<InvoicesService, 'find'>;
  readonly accounts: Pick<MerchantAccounts, 'chargeable'>;
  readonly news: Pick<News, 'applyAll'>;
  /** What is asked for now, where it is less than all that is due. */
  readonly askedFor: (invoice: InvoiceRow) => Promise<number>;
  /** Whether the buyer lets the card be kept with which they pay. */
  readonly savesCard: (invoice: InvoiceRow) => Promise<boolean>;
  /** Asks again for a charge without the buyer. */
  readonly saved: { send(id: PaymentId): Promise<void> };
  /** Where the buyer comes back to. */
  readonly backTo: (invoice: InvoiceRow, how: CameBack) => Promise<string>;
  readonly feeBasisPoints: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A checkout lives this long: Stripe asks for half an hour at least, counted from its own clock and a late retry. */
const LIVES_MS = 60 * 60_000;
/** One that ends sooner is not given to anybody any more. */
const ENDS_SOON_MS = 2 * 60_000;
/** When the provider is asked what became of it, though nothing was heard. */
const LOOK_MS = 5 * 60_000;
const MAX_RACES = 5;
const SETTLED: ReadonlySet<string> = new Set(['draft', 'paid', 'void']);

/** Buyers on their way to the provider's page, and back. */
export function createCheckouts(deps: CheckoutDeps) {
  const { port, payments, news, clock } = deps;

  async function requireInvoice(id: InvoiceId): Promise<InvoiceRow> {
    const invoice = await deps.invoices.find(id);
    if (invoice === null || invoice.state === 'draft') throw new ProblemError('not-found');
    if (SETTLED.has(invoice.state) || invoice.figures.due <= 0) throw new ProblemError('invoice-settled');
    return invoice;
  }

  function newPayment(invoice: InvoiceRow, accountId: string, amount: number, savesCard: boolean): PaymentRow {
    const now = clock.now();
    return {
      ...{ _id: newId('pay'), invoiceId: invoice._id },
      ...{ provider: port!.provider, accountId, checkoutId: null, url: null, chargeId: null },
      ...{ amount, currency: invoice.currency, fee: Math.floor((amount * deps.feeBasisPoints) / 10_000), method: null },
      ...{ state: 'open', active: true, refundable: 0, declines: [], note: null },
      savesCard,
      ...{ createdAt: now, expiresAt: new Date(now.getTime() + LIVES_MS), paidAt: null },
      lookAt: new Date(now.getTime() + LOOK_MS),
    };
  }

  /**
   * The one payment that an invoice can be paid by now. Of several that begin at once, all get the same.
   * @throws ProblemError `invoice-settled`, `payment-processing`
   */
  async function activePayment(invoiceId: InvoiceId, accountId: string): Promise<[PaymentRow, InvoiceRow]> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const invoice = await requireInvoice(invoiceId);
      const amount = Math.min(invoice.figures.due, await deps.askedFor(invoice));
      const savesCard = await deps.savesCard(invoice);
      const known = await payments.findActive(invoiceId);
      if (known === null) {
        const made = newPayment(invoice, accountId, amount, savesCard);
        if (await payments.insert(made)) return [made, invoice];
        continue;
      }
      if (known.state === 'processing') throw new ProblemError('payment-processing');
      const lives = known.expiresAt!.getTime() - clock.now().getTime() > ENDS_SOON_MS;
      const isSame = known.amount === amount && known.accountId === accountId && isSaving(known) === savesCard;
      if (lives && isSame) return [known, invoice];
      // It asks for what is not owed any more, or is about to end: first nobody can pay it, then there is another.
      await close(known);
    }
    throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
  }

  /** Makes sure that a payment takes no money any more, unless it has. @throws ProblemError `unavailable` */
  async function close(payment: PaymentRow): Promise<void> {
    const { _id, accountId, checkoutId } = payment;
    if (accountId === null || payment.state !== 'open') return;
    if (checkoutId !== null) {
      const known = await reach(() => port!.closeCheckout({ accountId, checkoutId }));
      return news.applyAll(accountId, known);
    }
    // Nobody has seen its page; should somebody pay there nevertheless, it counts.
    await payments.move(_id, 'expired');
  }

  return {
    /**
     * Begins to pay an invoice, or goes on with it.
     * @returns where the buyer pays
     * @throws ProblemError `not-found`, `invoice-settled`, `payment-processing`, `payments-off`, `unavailable`
     */
    async begin(invoiceId: InvoiceId): Promise<string> {
      await requireInvoice(invoiceId);
      const account = await deps.accounts.chargeable();
      const [payment, invoice] = await activePayment(invoiceId, account._id);
      if (payment.url !== null) return payment.url;
      const [returnUrl, cancelUrl] = [await deps.backTo(invoice, 'paid'), await deps.backTo(invoice, 'unpaid')];
      try {
        // The key is the payment's: whoever dies between the two, or asks at the same time, gets the same checkout.
        const { id, url } = await reach(() =>
          port!.createCheckout({
            ...{ key: payment._id, reference: payment._id, accountId: account._id },
            ...{ amount: payment.amount, currency: payment.currency as Currency, fee: payment.fee },
            description: describeInvoice(invoice),
            ...sumsOf(invoice),
            email: invoice.buyer.email,
            locale: invoice.buyer.locale as Locale,
            // Left out where it is not so: a request under a key that was begun before is the same one.
            ...(isSaving(payment) && { savesCard: true }),
            ...{ returnUrl, cancelUrl, expiresAt: payment.expiresAt! },
          }),
        );
        await payments.open(payment._id, id, url);
        return url;
      } catch (error) {
        if (!(error instanceof IntegrationError)) throw error;
        deps.logger.error({ err: error, paymentId: payment._id }, 'the provider took no checkout');
        await payments.move(payment._id, 'failed');
        throw new ProblemError('payments-off', { cause: error });
      }
    },

    close,

    /** The same for whatever an invoice can be paid by now. */
    async closeOf(invoiceId: InvoiceId): Promise<void> {
      const active = await payments.findActive(invoiceId);
      if (active !== null) await close(active);
    },

    /** Whether a bank has been asked and has not answered. */
    isProcessing: async (invoiceId: InvoiceId): Promise<boolean> =>
      (await payments.findActive(invoiceId))?.state === 'processing',

    /** Asks the provider of a payment that nothing was heard of. */
    async lookUp(payment: PaymentRow): Promise<void> {
      if (payment.saved != null) return deps.saved.send(payment._id);
      const { _id, accountId, checkoutId, expiresAt } = payment;
      const now = clock.now().getTime();
      await payments.lookLater(_id, new Date(now + (payment.state === 'processing' ? 12 * LIVES_MS : LIVES_MS)));
      const isOver = expiresAt!.getTime() <= now;
      if (accountId === null || port === null) return;
      if (checkoutId === null) return isOver ? close(payment) : undefined;
      if (payment.state === 'open' && isOver) return close(payment);
      await news.applyAll(accountId, await port.lookUp({ accountId, checkoutId }));
    },
  };
}
const isSaving = ({ savesCard = false }: PaymentRow): boolean => savesCard;
export type Checkouts = ReturnType<typeof createCheckouts>;

/** What all of it comes to, where there is tax in it. */
function sumsOf({ totals }: InvoiceRow): { readonly sums?: DocumentSums } {
  const taxes = totals.taxes.filter(({ category }) => category === 'standard').map(({ rate, tax }) => ({ rate, tax }));
  return taxes.length === 0 ? {} : { sums: { net: totals.net, taxes, gross: totals.gross } };
}

/** What the buyer reads at the provider. */
export function describeInvoice({ number, lines }: InvoiceRow): string {
  const [first, ...more] = lines;
  const what = `${first?.description ?? ''}${more.length > 0 ? ' …' : ''}`;
  return `${number ?? ''} ${what}`.trim().slice(0, 250);
}
