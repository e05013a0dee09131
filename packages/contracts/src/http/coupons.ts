import { z } from 'zod';
import { CouponId, SessionId } from '../kit/ids.ts';
import { Price } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';

/** Coupons that a site may have. */
export const MOST_COUPONS = 500;

/** As people type it: case and spaces around it mean nothing. */
export const CouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,29}$/, '3 to 30 letters, digits and hyphens.');

/** What is taken off a price. */
export const Discount = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('percent'),
    percent: z.int().min(1, 'From 1 to 100 %.').max(100, 'From 1 to 100 %.'),
  }),
  /** Of prices in its currency alone. */
  z.strictObject({ kind: z.literal('amount'), off: Price }),
]);
export type Discount = z.infer<typeof Discount>;

export const CouponBody = z.strictObject({
  code: CouponCode,
  discount: Discount,
  /** The masterclass that it is for; null for whatever the site sells. */
  sessionId: SessionId.nullable(),
  /** Until when it can be used; null without an end. */
  until: Instant.nullable(),
  /** How often it can be used in all; null without a limit. Each person uses it once per order. */
  mostUses: z.int().min(1, 'At least once.').max(1_000_000, 'At most a million times.').nullable(),
});
export type CouponBody = z.infer<typeof CouponBody>;

export const CouponView = CouponBody.extend({
  id: CouponId,
  code: z.string(),
  used: z.int(),
  /** `ended` was ended by hand; the others follow from its limits. */
  state: z.enum(['open', 'used-up', 'over', 'ended']),
  createdAt: Instant,
});
export type CouponView = z.infer<typeof CouponView>;

export const listCoupons = defineOperation({
  id: 'coupons.list',
  method: 'GET',
  path: '/api/v1/coupons',
  host: 'tenant',
  access: memberAccess('finance.read'),
  summary: 'The codes by which things cost less on this site, the newest first',
  response: z.object({ items: z.array(CouponView) }),
});
export const createCoupon = defineOperation({
  id: 'coupons.create',
  method: 'POST',
  path: '/api/v1/coupons',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'Make a code; what it takes off never changes afterwards',
  body: CouponBody,
  status: 201,
  response: CouponView,
  errors: ['limit-reached'],
});
export const endCoupon = defineOperation({
  id: 'coupons.end',
  method: 'POST',
  path: '/api/v1/coupons/:couponId/end',
  host: 'tenant',
  access: memberAccess('finance.manage'),
  summary: 'End a code: whoever used it keeps their price',
  params: z.strictObject({ couponId: CouponId }),
  response: CouponView,
});
