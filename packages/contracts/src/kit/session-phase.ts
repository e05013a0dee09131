import { z } from 'zod';
import { Price } from './money.ts';
import { Instant } from './operation.ts';

/** What is stored of a masterclass; all else that people are told follows from it, the time and the facts. */
export const SessionStatus = z.enum(['draft', 'scheduled', 'live', 'ended', 'cancelled', 'closed']);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** The same as its room goes by: a draft's can be prepared, and one that is called off is over. */
export const RoomStatus = z.enum(['scheduled', 'live', 'ended']);
export type RoomStatus = z.infer<typeof RoomStatus>;

/**
 * Where a masterclass stands (B-03). `countdown` until its lobby opens; `replay` once it is over and can be seen again; `ended`
 * where it cannot, and where its time went by without it being held.
 */
export const SessionPhase = z.enum(['draft', 'countdown', 'lobby', 'live', 'ended', 'replay', 'closed', 'cancelled']);
export type SessionPhase = z.infer<typeof SessionPhase>;

/** Whether one can register for it: for a seat, for a place on the waitlist, or not. */
export const Registration = z.enum(['open', 'waitlist', 'closed']);
export type Registration = z.infer<typeof Registration>;

/** How one comes to attend, and what it costs. */
export const SessionMode = z.enum(['free', 'paid_upfront', 'deposit', 'offer_in_room']);
export type SessionMode = z.infer<typeof SessionMode>;

/** Whether something has to be paid before one may attend. */
export const isPaidAhead = (mode: string | null | undefined): boolean => mode === 'paid_upfront' || mode === 'deposit';

/** Seats of a masterclass. */
export const SeatCounts = z.object({ held: z.int(), waiting: z.int() });
export type SeatCounts = z.infer<typeof SeatCounts>;

/** What something costs whoever buys it now, because they come early. */
export const EarlyStanding = z.object({
  /** In the minor unit of the price's currency. */
  amount: z.int(),
  /** Until when; null without an end. */
  until: Instant.nullable(),
  /** How many are left of it; null without a limit. */
  left: z.int().nullable(),
});
export type EarlyStanding = z.infer<typeof EarlyStanding>;

/** What follows of a masterclass from its state, the time and its facts, for everybody to see. */
export const SessionStanding = z.object({
  phase: SessionPhase,
  registration: Registration,
  hostName: z.string(),
  /** Seats in all; null without a limit. */
  capacity: z.int().nullable(),
  /** Null without a limit. */
  seatsLeft: z.int().nullable(),
  mode: SessionMode,
  /** What it costs to attend or, with `offer_in_room`, what is offered there; null where nothing is said. */
  price: Price.nullable(),
  /** What a seat costs now instead; missing where it is the price. */
  early: EarlyStanding.optional(),
  /** With `deposit`: what of the price is asked for first, in its minor unit. */
  deposit: z.int().nullable(),
  lobbyOpensAt: Instant,
  /** When it was to begin before it was moved; null where it was not. */
  rescheduledFrom: Instant.nullable(),
  /** Rises with every change that calendars have to hear of. */
  revision: z.int(),
  /** Why it was called off. */
  cancelReason: z.string().nullable(),
});
export type SessionStanding = z.infer<typeof SessionStanding>;
