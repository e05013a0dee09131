import { z } from 'zod';
import { OfferId } from '../kit/ids.ts';
import { Currency } from '../kit/money.ts';
import { EarlyStanding } from '../kit/session-phase.ts';
import { LOCALES } from '../kit/locale.ts';
import { defineOperation, Instant, publicAccess } from '../kit/operation.ts';
import { CouponCode } from './coupons.ts';
import { BuyerBody } from './invoices.ts';

/** For how long somebody may finish an order who followed its offer in time. */
export const ORDER_MINUTES = 30;
/** Rows of the public count of an offer's orders. */
export const MOST_COUNTED_ORDERS = 1000;

/** What the way through an offer leads to: it names the offer, the person and when they followed it. */
const Token = z.string().min(20).max(300);
/** Left out, or empty, by whoever has none. */
const Code = z.union([z.literal(''), CouponCode]).optional();

/** Where an order stands. `open`: it can be made; `over`: too late; `unavailable`: the site cannot sell now. */
export const OrderState = z.enum(['open', 'over', 'unavailable', 'ordered', 'paid', 'cancelled', 'taken-back']);
export type OrderState = z.infer<typeof OrderState>;

/** An order, for whoever holds its link; amounts are in the minor unit of the currency. */
export const OrderPage = z.object({
  state: OrderState,
  offerId: OfferId,
  title: z.string(),
  text: z.string(),
  /** What it opens to whoever has paid it; `call` is the name of a call that they may book then. */
  opens: z.object({ replay: z.boolean(), materials: z.boolean(), call: z.string().nullable() }),
  /** Who sells, as on the invoice; empty where nobody has said so. */
  sellerName: z.string(),
  currency: Currency,
  /** What it costs without a code. */
  listAmount: z.int(),
  /** That this is less than what it costs later, and until when or for how many; null where it is the price. */
  early: EarlyStanding.extend({ price: z.int() }).nullable(),
  /** What a code takes off; null for none. */
  discount: z.object({ code: z.string(), amount: z.int() }).nullable(),
  /** What is to be paid, tax included. */
  total: z.int(),
  /** Tax of it. */
  tax: z.int(),
  /** Who orders. The address is only hinted at: links are forwarded. */
  buyer: z.object({ name: z.string(), emailHint: z.string() }),
  /** Until when it can be ordered; null where it is ordered. */
  until: Instant.nullable(),
  /** Where it is paid; null where nothing is to be paid. */
  payPath: z.string().nullable(),
  /** Of a paid one: its line in the public count of the offer; null where it is not counted there. */
  counted: z.object({ number: z.int(), code: z.string() }).nullable(),
});
export type OrderPage = z.infer<typeof OrderPage>;

export const lookAtOrder = defineOperation({
  id: 'orders.look',
  method: 'POST',
  path: '/api/v1/orders/look',
  host: 'tenant',
  access: publicAccess,
  summary: 'What an order comes to, also with a code, and where it stands',
  body: z.strictObject({ token: Token, code: Code }),
  response: OrderPage,
  errors: ['invalid-link'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

export const placeOrder = defineOperation({
  id: 'orders.place',
  method: 'POST',
  path: '/api/v1/orders',
  host: 'tenant',
  access: publicAccess,
  summary: 'Order what an offer sells: the invoice is issued. Asked again, it answers what was ordered',
  body: z.strictObject({
    token: Token,
    code: Code,
    /** What the page showed: another sum is not ordered. */
    total: z.int().min(0),
    buyer: BuyerBody.pick({ company: true, address: true, country: true, taxId: true }),
    locale: z.enum(LOCALES),
  }),
  status: 201,
  response: OrderPage,
  errors: ['invalid-link', 'offer-over', 'seller-missing', 'conflict'],
  rateLimit: { points: 20, perSeconds: 60, by: 'ip' },
});

export const countOrders = defineOperation({
  id: 'orders.count',
  method: 'GET',
  path: '/api/v1/offers/:offerId/orders',
  host: 'tenant',
  access: publicAccess,
  summary: 'The orders that were counted in the room, each with a code that its buyer knows: nobody is named',
  params: z.strictObject({ offerId: OfferId }),
  response: z.object({
    title: z.string(),
    /** Orders that were paid and not taken back. */
    total: z.int(),
    /** Whether the site's payments are a test: nobody was charged. */
    isTest: z.boolean(),
    /** The first one first; at most `MOST_COUNTED_ORDERS`. */
    items: z.array(z.object({ number: z.int(), code: z.string(), paidAt: Instant, isTakenBack: z.boolean() })),
  }),
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});
