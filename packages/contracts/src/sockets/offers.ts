import { z } from 'zod';
import { OfferId, PollRunId } from '../kit/ids.ts';
import { Price } from '../kit/money.ts';
import { Instant } from '../kit/operation.ts';
import { EarlyStanding } from '../kit/session-phase.ts';
import { PollTally } from './polls.ts';

/** `notification`: a few words, perhaps with a link. `offer`: something to take, with a button. */
export const OfferKind = z.enum(['notification', 'offer']);
export type OfferKind = z.infer<typeof OfferKind>;

/** Paid orders that were not taken back: nothing else is counted, so the host can add none. */
export const OfferOrders = z.object({
  total: z.int(),
  /** When the last of them were paid, the newest first; at most `MOST_TOLD_ORDERS`, and none that is older than ten minutes. */
  recent: z.array(Instant),
});
export type OfferOrders = z.infer<typeof OfferOrders>;

/** One that is on everybody's screen. Where it leads is not told: the way there goes through the server, which counts. */
export const ShownOffer = z.object({
  id: OfferId,
  /** How often it was put on the screen, this time included: an offer that is shown again is another card. */
  showing: z.int(),
  kind: OfferKind,
  /** Empty for a notification. */
  title: z.string(),
  text: z.string(),
  /** On the button; empty for a notification. */
  label: z.string(),
  /** Whether there is something to open. */
  hasLink: z.boolean(),
  /** The call that it books, by the end of its address; null for every other link. */
  callSlug: z.string().nullable(),
  /** As the host wrote it; empty for none. */
  price: z.string(),
  /** What it costs whoever orders it here; null for one that leads elsewhere. */
  sells: Price.nullable(),
  /** What it costs instead for now, and what comes after that until it is the price: the first one whose time is not over holds. */
  early: z.array(EarlyStanding),
  /** Who has paid it; null where the host does not tell that. */
  orders: OfferOrders.nullable(),
  shownAt: Instant,
  /** When it is over; null where it stays until it is taken off. */
  expiresAt: Instant.nullable(),
});
export type ShownOffer = z.infer<typeof ShownOffer>;

/** Everything that is on the screen, told whole so that a newer one replaces an older one: at most one of each kind. */
export const OfferBoard = z.object({
  /** The server's clock, by which all of them end. */
  now: Instant,
  offers: z.array(ShownOffer),
});
export type OfferBoard = z.infer<typeof OfferBoard>;

/** People, each counted once however often an offer is shown to them. They only ever rise: of two the higher is the newer. */
export const OfferCounts = z.object({ shown: z.int(), clicked: z.int(), dismissed: z.int() });
export type OfferCounts = z.infer<typeof OfferCounts>;

/** What an attendee's page says about offers. */
export const offerAsks = {
  /** It stood on the screen, or was put away. The same again changes nothing, so whoever got no answer says it again. */
  'room:mark-offer': {
    payload: z.strictObject({ offerId: OfferId, mark: z.enum(['shown', 'dismissed']) }),
  },
};

/** What is told about offers besides the changes of the room. */
export const offerTells = {
  /** Sent on connect, to one person: what the way through an offer is opened with, and what they have put away. */
  'room:own-offers': z.object({ pass: z.string(), dismissed: z.array(OfferId) }),
  /** Sent to hosts, at most once in a tick: numbers of what changed, whole. */
  'room:host-tick': z.object({
    offers: z.record(OfferId, OfferCounts).optional(),
    tallies: z.record(PollRunId, PollTally).optional(),
  }),
};
