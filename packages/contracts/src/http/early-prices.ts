import { z } from 'zod';
import { OfferId, SessionId } from '../kit/ids.ts';
import { Price } from '../kit/money.ts';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';

const params = z.strictObject({ sessionId: SessionId });

/** Prices before the last one. */
export const MOST_EARLY_PRICES = 5;
const step = {
  /** In the minor unit of the price's currency. */
  amount: Price.shape.amount,
  until: Instant.nullable(),
  first: z.int().min(1, 'At least one.').max(100_000, 'At most 100,000.').nullable(),
};
const hasEnd = ({ until, first }: { readonly until: string | null; readonly first: number | null }) =>
  until !== null || first !== null;
const endless = { path: ['until'], message: 'Please give a last day, a number, or both.' };

/** A lower price for whoever comes early: until an instant, for the first so many, or both; and what comes after it. */
export const EarlyPriceBody = z
  .strictObject({
    ...step,
    /** Each higher than the one before it: it holds once that has ended. */
    more: z
      .array(z.strictObject(step).refine(hasEnd, endless))
      .max(MOST_EARLY_PRICES - 1, 'At most five early prices.')
      .default([]),
  })
  .refine(hasEnd, endless);
export type EarlyPriceBody = z.infer<typeof EarlyPriceBody>;

const EarlyStep = z.object({
  amount: z.int(),
  until: Instant.nullable(),
  first: z.int().nullable(),
  /** How many were sold of the first. */
  used: z.int(),
  /** `later`: its turn comes once one before it has ended. */
  state: z.enum(['open', 'used-up', 'over', 'not-lower', 'later']),
});

/** Something with a price: the seats of a masterclass, or an offer that is ordered here. */
export const PricedThing = z.object({
  /** Null for the seats. */
  offerId: OfferId.nullable(),
  title: z.string(),
  price: Price,
  early: EarlyStep.extend({ /** What it costs after that, step by step. */ more: z.array(EarlyStep) }).nullable(),
});
export type PricedThing = z.infer<typeof PricedThing>;
const Prices = z.object({ items: z.array(PricedThing) });

export const listEarlyPrices = defineOperation({
  id: 'early-prices.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/early-prices',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'What has a price in a masterclass, and what it costs whoever comes early',
  params,
  response: Prices,
});
export const saveEarlyPrice = defineOperation({
  id: 'early-prices.save',
  method: 'PUT',
  path: '/api/v1/sessions/:sessionId/early-prices',
  host: 'tenant',
  access: memberAccess('sessions.plan'),
  summary: 'Set what seats or an offer cost whoever comes early, or end that; what is sold keeps its price',
  params,
  /** Null for the seats, and for no early price. */
  body: z.strictObject({ offerId: OfferId.nullable(), early: EarlyPriceBody.nullable() }),
  response: Prices,
});
