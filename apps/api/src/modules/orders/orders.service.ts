import {
  orders,
  OrderSettled,
  ProblemError,
  type BuyerBody,
  type CallTypeId,
  type EarlyStanding,
  type InvoiceId,
  type Locale,
  type OfferId,
  type OrderId,
  type OrderPage,
  type OrderState,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import { accessOf } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import type { CouponsService, CouponUse } from '../coupons/index.ts';
import type { EarlyPrices } from '../early-prices/index.ts';
import type { Entitlements } from '../entitlements/index.ts';
import type { InvoiceRow, InvoicesService, NewInvoice } from '../invoices/index.ts';
import type { LeadsService } from '../leads/index.ts';
import type { OrderLinks, SoldOffer } from '../offers/index.ts';
import type { OrderRow, OrdersRepository } from './orders.repository.ts';

export interface OrdersServiceDeps {
  readonly repository: OrdersRepository;
  readonly links: OrderLinks;
  readonly coupons: Pick<CouponsService, 'look' | 'use' | 'giveBack'>;
  readonly earlyPrices: Pick<EarlyPrices, 'standing' | 'take' | 'giveBack'>;
  readonly invoices: Pick<InvoicesService, 'issue' | 'find' | 'preview' | 'receiptsOf'>;
  readonly leads: Pick<LeadsService, 'findByPersons' | 'personOf'>;
  /** The name of a kind of call; null for one that is not there any more. */
  readonly callName: (id: CallTypeId) => Promise<string | null>;
  readonly entitlements: Pick<Entitlements, 'ordered' | 'review'>;
  /** Null for one that is not there, or leads elsewhere. */
  readonly soldOffer: (offerId: OfferId) => Promise<SoldOffer | null>;
  readonly takesPayments: () => Promise<boolean>;
  readonly payPath: (invoiceId: InvoiceId) => string;
  /** What stands beside a paid order in the public count. */
  readonly codeOf: (orderId: OrderId) => string;
  readonly isTest: boolean;
  /** Tells a room anew what stands on its screens. */
  readonly refreshBoard: (sessionId: SessionId) => Promise<void>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What somebody is about to order. */
interface Wanted extends SoldOffer {
  readonly buyer: {
    readonly personId: PersonId;
    readonly leadId: OrderRow['leadId'];
    readonly name: string;
    readonly email: string;
  };
  readonly followedAt: Date;
}
/** What an order comes to. */
interface Priced {
  /** That it costs less now; null where it is the price. */
  readonly early: EarlyStanding | null;
  /** Without a code. */
  readonly listAmount: number;
  readonly discount: CouponUse | null;
  readonly total: number;
  readonly tax: number;
  readonly sellerName: string;
}
interface Ask {
  readonly token: string;
  readonly code?: string | undefined;
}
interface NewOrder extends Ask {
  readonly total: number;
  readonly buyer: Pick<BuyerBody, 'company' | 'address' | 'country' | 'taxId'>;
  readonly locale: Locale;
}

const LIVES_MS = orders.ORDER_MINUTES * 60_000;
/** Money that the provider has seen; what a member notes by hand is counted nowhere in public. */
const BY_PROVIDER: ReadonlySet<string> = new Set(['card', 'bank_debit']);

/** What people in a room order by its offers: once each, at the price of that moment. */
export function createOrdersService(deps: OrdersServiceDeps) {
  const { repository, links, coupons, invoices, unitOfWork, clock } = deps;

  /** @throws ProblemError `invalid-link` */
  async function wantedBy(token: string): Promise<Wanted> {
    const read = links.read(currentTenantId(), token);
    const sold = read === null ? null : await deps.soldOffer(read.offerId);
    const [lead] = sold === null ? [] : await deps.leads.findByPersons([await deps.leads.personOf(read!.personId)]);
    if (sold === null || lead === undefined) throw new ProblemError('invalid-link');
    const { firstName, lastName, email } = lead.person;
    const buyer = { personId: lead.personId, leadId: lead._id, name: `${firstName} ${lastName}`.trim(), email };
    return { ...sold, buyer, followedAt: read!.followedAt };
  }

  /** What it comes to by now. @returns null where the site has not said who sells */
  async function priceOf(
    { offerId, sells, sessionId, title }: SoldOffer,
    code: string | undefined,
  ): Promise<Priced | null> {
    const early = await deps.earlyPrices.standing(offerId, sells, clock.now());
    const listAmount = early?.amount ?? sells.amount;
    const price = { ...sells, amount: listAmount };
    const discount = code === undefined || code === '' ? null : await coupons.look(code, price, sessionId);
    const unitAmount = listAmount - (discount?.off ?? 0);
    const preview = await invoices.preview([{ description: title, quantity: 1, unitAmount }]);
    if (preview === null) return null;
    return { early, listAmount, discount, total: preview.gross, tax: preview.tax, sellerName: preview.sellerName };
  }

  async function shownOf({ offerId, title, text, opens, buyer: { name, email } }: Wanted) {
    const { replay, materials, callTypeId } = opens;
    const call = callTypeId === null ? null : await deps.callName(callTypeId);
    return {
      ...{ offerId, title, text, opens: { replay, materials, call } },
      buyer: { name, emailHint: `${[...email][0] ?? ''}…${email.slice(email.lastIndexOf('@'))}` },
    };
  }

  const isOver = ({ followedAt }: Wanted): boolean => clock.now().getTime() > followedAt.getTime() + LIVES_MS;

  async function presentOpen(wanted: Wanted, code: string | undefined): Promise<OrderPage> {
    const { followedAt, sells } = wanted;
    const price = await priceOf(wanted, code);
    const canPay = price !== null && (await deps.takesPayments());
    const state: OrderState = isOver(wanted) ? 'over' : canPay ? 'open' : 'unavailable';
    return {
      ...(await shownOf(wanted)),
      ...{ state, sellerName: price?.sellerName ?? '', currency: sells.currency },
      listAmount: price?.listAmount ?? sells.amount,
      early: price?.early ? { ...price.early, price: sells.amount } : null,
      discount: price?.discount ? { code: price.discount.code, amount: price.discount.off } : null,
      ...{ total: price?.total ?? sells.amount, tax: price?.tax ?? 0 },
      until: new Date(followedAt.getTime() + LIVES_MS).toISOString(),
      ...{ payPath: null, counted: null },
    };
  }

  async function presentMade(wanted: Wanted, order: OrderRow): Promise<OrderPage> {
    const { state, invoiceId, currency, listAmount, coupon, total, tax, paidAt, isCounted } = order;
    const invoice = invoiceId === null ? null : await invoices.find(invoiceId);
    return {
      ...(await shownOf(wanted)),
      ...{ state, sellerName: invoice?.seller?.legalName ?? '', title: order.title, currency, listAmount, total, tax },
      early: null,
      discount: coupon === null ? null : { code: coupon.code, amount: coupon.off },
      until: null,
      payPath: state === 'ordered' && invoice !== null && invoice.figures.due > 0 ? deps.payPath(invoice._id) : null,
      counted:
        state === 'paid' && isCounted && wanted.tellsOrders
          ? { number: await repository.numberOf({ ...order, paidAt: paidAt! }), code: deps.codeOf(order._id) }
          : null,
    };
  }

  async function present(wanted: Wanted, code?: string): Promise<OrderPage> {
    const order = await repository.find(wanted.offerId, wanted.buyer.personId);
    return order === null ? presentOpen(wanted, code) : presentMade(wanted, order);
  }

  /** In a transaction: the order, with its invoice where something is to be paid. */
  async function insert(wanted: Wanted, price: Priced, { buyer, locale }: NewOrder): Promise<void> {
    const { discount, total, tax, listAmount } = price;
    const { offerId, sessionId, title, sells, followedAt } = wanted;
    const { personId, leadId, name, email } = wanted.buyer;
    const key = `${offerId}:${personId}`;
    const [use] = price.early === null ? [] : await deps.earlyPrices.take(offerId, sells, 1, clock.now());
    // The last one at that price was somebody else's.
    if (price.early !== null && use?.amount !== listAmount) throw new ProblemError('conflict');
    if (discount !== null) await coupons.use(discount.id);
    const description = discount === null ? title : `${title} (${discount.code})`;
    const order: NewInvoice = {
      ...{ personId, leadId, currency: sells.currency, buyer: { name, email, ...buyer, locale } },
      lines: [{ description, quantity: 1, unitAmount: listAmount - (discount?.off ?? 0) }],
      about: { sessionId },
    };
    const invoice = total === 0 ? null : await invoices.issue({ key: `order:${key}`, ...order });
    const [now, orderId, invoiceId] = [clock.now(), newId('ord'), invoice?._id ?? null];
    await repository.insert({
      ...{ _id: orderId, key, offerId, sessionId, personId, leadId, invoiceId },
      ...{ title, listAmount, total, tax, currency: sells.currency, isEarly: use?.isCounted ?? false },
      coupon: discount === null ? null : { id: discount.id, code: discount.code, off: discount.off },
      ...{ state: invoice === null ? 'paid' : 'ordered', followedAt, orderedAt: now },
      ...{ paidAt: invoice === null ? now : null, isCounted: false },
    });
    await deps.entitlements.ordered({ orderId, sessionId, personId, leadId, invoiceId, title, opens: wanted.opens });
  }

  return {
    /** Offers may sell only where an invoice can be written and paid. @throws ProblemError `seller-missing`, `payments-off` */
    async assertCanSell(): Promise<void> {
      if ((await invoices.preview([])) === null) throw new ProblemError('seller-missing');
      if (!(await deps.takesPayments())) throw new ProblemError('payments-off');
    },

    /** @throws ProblemError `invalid-link`; `validation-failed` for a code that takes nothing off */
    look: async ({ token, code }: Ask): Promise<OrderPage> => present(await wantedBy(token), code),

    /**
     * Orders what an offer sells; once for each person, whoever asks again gets what there is.
     * @throws ProblemError `invalid-link`; `offer-over`; `seller-missing`; `conflict` where it comes to another sum by now;
     * `validation-failed` for a code that takes nothing off, or of which no use is left
     */
    async place(asked: NewOrder): Promise<OrderPage> {
      const wanted = await wantedBy(asked.token);
      const known = await repository.find(wanted.offerId, wanted.buyer.personId);
      if (known !== null) return presentMade(wanted, known);
      if (isOver(wanted)) throw new ProblemError('offer-over');
      try {
        await unitOfWork.run(async () => {
          const price = await priceOf(wanted, asked.code);
          if (price === null) throw new ProblemError('seller-missing');
          if (price.total !== asked.total) throw new ProblemError('conflict');
          await insert(wanted, price, asked);
        });
      } catch (error) {
        // The same person was faster, in another tab.
        if (!isDuplicateKey(error)) throw error;
      }
      // How many are left of a price is on the screens of the room.
      const made = await repository.find(wanted.offerId, wanted.buyer.personId);
      if (made?.isEarly === true) await deps.refreshBoard(wanted.sessionId);
      return present(wanted);
    },

    /** The figures of an invoice changed: what it is for is paid, or not any more. In the caller's transaction where there is one. */
    async review(invoiceId: InvoiceId): Promise<void> {
      await unitOfWork.run(async (tx) => {
        const order = await repository.findByInvoice(invoiceId);
        const invoice = order === null ? null : await invoices.find(invoiceId);
        if (order === null || invoice === null) return;
        const state = stateOf(order, invoice);
        if (state === order.state) return;
        const { _id: orderId, sessionId, offerId, personId, coupon } = order;
        const isFirst = state === 'paid' && order.paidAt === null;
        const receipts = isFirst ? await invoices.receiptsOf(invoiceId) : [];
        const seen = receipts.filter(({ method }) => BY_PROVIDER.has(method));
        const { paid, overpaid } = invoice.figures;
        // What credit paid has no receipt of its own, and came some other way.
        const isCounted = seen.reduce((sum, { amount }) => sum + amount, 0) >= paid + overpaid;
        await repository.change(order, { state, ...(isFirst && { paidAt: clock.now(), isCounted }) });
        if (state === 'cancelled' && coupon !== null) await coupons.giveBack(coupon.id);
        if (state === 'cancelled' && order.isEarly === true) await deps.earlyPrices.giveBack(offerId, order.listAmount);
        tx.record(OrderSettled, { orderId, sessionId, offerId, personId, isPaid: state === 'paid' });
      });
    },

    /** The page of the order that an invoice is of; null for any other invoice. */
    async pathOf(invoiceId: InvoiceId): Promise<string | null> {
      const order = await repository.findByInvoice(invoiceId);
      return order === null ? null : `/order/${links.tokenFor(currentTenantId(), order)}`;
    },

    /**
     * The public count of an offer: nobody is named, and whoever has ordered finds their own code.
     * @throws ProblemError `not-found`, also where the host tells nobody
     */
    async count(offerId: OfferId) {
      const offer = await deps.soldOffer(offerId);
      if (offer?.tellsOrders !== true) throw new ProblemError('not-found');
      const [total, rows] = await Promise.all([
        repository.total(offerId),
        repository.counted(offerId, orders.MOST_COUNTED_ORDERS),
      ]);
      const items = rows.map(({ _id, paidAt, state }, index) => ({
        ...{ number: index + 1, code: deps.codeOf(_id), paidAt: minuteOf(paidAt), isTakenBack: state !== 'paid' },
      }));
      return { title: offer.title, total, isTest: deps.isTest, items };
    },
  };
}
export type OrdersService = ReturnType<typeof createOrdersService>;

/** To the minute: who was seen to pay is not found by the second. */
const minuteOf = (at: Date): string => new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString();

/** What goes back in part is goodwill; what goes back whole, or is disputed, takes an order back. */
function stateOf({ paidAt }: OrderRow, { state, figures }: InvoiceRow): OrderRow['state'] {
  if (accessOf({ figures, needed: null, parts: null, line: null }) === null) return 'paid';
  if (state === 'void') return 'cancelled';
  return paidAt === null ? 'ordered' : 'taken-back';
}
