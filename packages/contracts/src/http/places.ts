import { z } from 'zod';
import { requiredText } from './fields.ts';
import { LeadId } from '../kit/ids.ts';
import { SessionId } from '../kit/ids.ts';
import { Currency } from '../kit/money.ts';
import { CouponCode } from './coupons.ts';
import { PublicSession } from './site.ts';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';

/** What a personal link carries. */
const PlaceToken = z.string().min(20).max(200);

/** What a seat costs, and whether it is paid. Amounts are in the currency's minor unit. */
export const SeatPayment = z.object({
  /** `processing`: a bank has been asked. `paid`: they may attend. */
  state: z.enum(['due', 'processing', 'paid']),
  /** What is asked for next; with a deposit there may be a rest once it is paid. */
  amount: z.int(),
  currency: Currency,
  /** Until when the seat is kept unpaid; null where nothing ends. */
  holdUntil: Instant.nullable(),
  /** The path of this site at which it is paid; null where nothing can be paid now. */
  payPath: z.string().nullable(),
  /** The page of its parts, and whether later ones are charged by themselves; null where it is paid at once. */
  parts: z.object({ path: z.string(), isCharged: z.boolean() }).nullable(),
  /** That lowered the price; null for none. */
  code: z.string().nullable(),
  /** Whether a code can still lower it. */
  mayUseCode: z.boolean(),
});
export type SeatPayment = z.infer<typeof SeatPayment>;

/** Somebody's registration for a masterclass that is still to come, or is on. */
export const PlaceSeat = z.object({
  session: PublicSession,
  state: z.enum(['held', 'waiting']),
  /** On the waitlist: how many stand before, and themselves. */
  waitingPosition: z.int().nullable(),
  /** Null where it costs nothing. */
  payment: SeatPayment.nullable(),
});
export type PlaceSeat = z.infer<typeof PlaceSeat>;

/** Somebody's own place in the line, for whoever holds their personal link. */
export const PlaceView = z.object({
  /** `waiting` until they have confirmed their address; `hidden`: in the line, but without a name; `left`: for good. */
  state: z.enum(['waiting', 'standing', 'hidden', 'left']),
  firstName: z.string(),
  /** As others see them in the line. */
  displayName: z.string(),
  /** Null before they stand in the line, and where the site does not say how many do; so is what follows. */
  position: z.int().nullable(),
  joinedAfterYou: z.int().nullable(),
  joinedAt: Instant.nullable(),
  /** Among those who invite; null without an invitation that was taken, and where the site shows no leaderboard. */
  rank: z.int().nullable(),
  /** Of those who joined after them, how many were in the masterclass that is on or was within the last hours. */
  attended: z.object({ count: z.int(), when: z.enum(['tonight', 'today']) }).nullable(),
  /** Their own invitation; null while they do not stand in the line. */
  inviteUrl: z.string().nullable(),
  /** Who came by it and has confirmed their address: how many in all, and the newest of them as the line shows them. */
  invited: z.object({ count: z.int(), newest: z.array(z.object({ name: z.string(), joinedAt: Instant })) }),
  /** What they are registered for, the next first. */
  seats: z.array(PlaceSeat),
  /** Whether they have ordered anything that opens something: their own page says what. */
  hasOrdered: z.boolean(),
});
export type PlaceView = z.infer<typeof PlaceView>;

export const getPlace = defineOperation({
  id: 'places.get',
  // The link is a secret, so it stands in no address.
  method: 'POST',
  path: '/api/v1/place',
  host: 'tenant',
  access: publicAccess,
  summary: 'Your own place in the line, by your personal link; nothing is changed',
  body: z.strictObject({ token: PlaceToken }),
  response: PlaceView,
  errors: ['invalid-link'],
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});

export const confirmPlace = defineOperation({
  id: 'places.confirm',
  method: 'POST',
  path: '/api/v1/place/confirm',
  host: 'tenant',
  access: publicAccess,
  summary: 'Confirm your address and take your place in the line; again, it changes nothing',
  body: z.strictObject({ token: PlaceToken }),
  response: PlaceView,
  errors: ['invalid-link', 'unavailable'],
  // As generous as registering: a whole hall may confirm from one address.
  rateLimit: { points: 600, perSeconds: 60, by: 'ip' },
});

export const showInLine = defineOperation({
  id: 'places.set-visibility',
  method: 'POST',
  path: '/api/v1/place/visibility',
  host: 'tenant',
  access: publicAccess,
  summary: 'Show your name in the line, or keep it to yourself: your place stays',
  body: z.strictObject({ token: PlaceToken, shown: z.enum(['yes', 'no']) }),
  response: PlaceView,
  errors: ['invalid-link', 'conflict'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

export const leaveLine = defineOperation({
  id: 'places.leave',
  method: 'POST',
  path: '/api/v1/place/leave',
  host: 'tenant',
  access: publicAccess,
  summary: 'Leave the line for good: an empty place without a name stays, so that the others keep theirs',
  body: z.strictObject({ token: PlaceToken }),
  response: PlaceView,
  errors: ['invalid-link', 'conflict'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

export const giveUpSeat = defineOperation({
  id: 'places.give-up-seat',
  method: 'POST',
  path: '/api/v1/place/give-up-seat',
  host: 'tenant',
  access: publicAccess,
  summary: 'Give up your seat in a masterclass, or your place on its waitlist; whoever waits longest gets the seat',
  body: z.strictObject({ token: PlaceToken, sessionId: SessionId }),
  response: PlaceView,
  errors: ['invalid-link', 'not-found', 'illegal-transition'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});

export const useCode = defineOperation({
  id: 'places.use-code',
  method: 'POST',
  path: '/api/v1/place/use-code',
  host: 'tenant',
  access: publicAccess,
  summary: 'Lower the price of your seat by a code, before anything of it is paid: it gets an invoice of its own',
  body: z.strictObject({ token: PlaceToken, sessionId: SessionId, code: CouponCode }),
  response: PlaceView,
  errors: ['invalid-link', 'not-found', 'illegal-transition', 'payment-processing'],
  rateLimit: { points: 20, perSeconds: 60, by: 'ip' },
});

/** Why somebody has the sponsor that they have, or has none (H-03). */
export const SponsorCause = z.enum(['invite-link', 'none', 'own-link-ignored', 'unknown-code', 'corrected']);
export type SponsorCause = z.infer<typeof SponsorCause>;

/** Who brought somebody into the line, and why it is they. */
export const SponsorView = z.object({
  /** Null for whoever does not stand in the line. */
  position: z.int().nullable(),
  sponsor: z.object({ leadId: LeadId, name: z.string() }).nullable(),
  cause: SponsorCause,
});
export type SponsorView = z.infer<typeof SponsorView>;

export const getSponsor = defineOperation({
  id: 'places.get-sponsor',
  method: 'GET',
  path: '/api/v1/leads/:leadId/sponsor',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Who brought this person into the line',
  params: z.strictObject({ leadId: LeadId }),
  response: SponsorView,
  errors: ['not-found'],
});

export const findSponsors = defineOperation({
  id: 'places.find-sponsors',
  method: 'GET',
  path: '/api/v1/leads/:leadId/sponsor/candidates',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary:
    'People in the line who could have brought this person, by the beginning of their names or by their position',
  params: z.strictObject({ leadId: LeadId }),
  query: z.strictObject({ search: requiredText(100) }),
  /** At most eight, whoever stood in the line first before the others. */
  response: z.object({ people: z.array(z.object({ leadId: LeadId, name: z.string(), position: z.int() })) }),
  errors: ['not-found'],
  rateLimit: { points: 120, perSeconds: 60, by: 'actor' },
});

export const correctSponsor = defineOperation({
  id: 'places.correct-sponsor',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/sponsor',
  host: 'tenant',
  access: memberAccess('leads.assign'),
  summary: 'Give somebody in the line another sponsor, or none; positions stay as they are',
  params: z.strictObject({ leadId: LeadId }),
  body: z.strictObject({
    sponsorId: LeadId.nullable(),
    /** Why; it stands in the audit log. */
    reason: requiredText(300),
  }),
  response: z.object({ leadId: LeadId, sponsorId: LeadId.nullable(), cause: SponsorCause }),
  errors: ['not-found', 'sponsor-impossible'],
});
