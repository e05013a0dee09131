import { z } from 'zod';
import { CallState } from '../kit/call.ts';
import { OfferId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { defineOperation, Instant, publicAccess } from '../kit/operation.ts';
import { email, paragraph, personName, phone, timeZone } from './fields.ts';

/** Days that one question for free times may span. */
export const MAX_SLOT_DAYS = 45;
/** For how long a chosen time is kept while somebody fills in the form (E-02). */
export const HOLD_MINUTES = 5;

const Slug = z.strictObject({ slug: z.string().min(1).max(50) });
/** A personal link's token: whoever holds it books as that person. */
const PersonalToken = z.string().min(20).max(200);
/** What a link to a booked call carries. */
const CallToken = z.strictObject({ token: z.string().min(20).max(200) });
const Reason = paragraph(500);

const SlotQuery = z.strictObject({ from: Instant, to: Instant });
const Slots = z.object({ slots: z.array(Instant) });

/** What a booking page says of a kind of call. Nothing of who takes it, or when. */
export const BookingPage = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  length: z.int(),
  needsApproval: z.boolean(),
  questions: z.array(z.object({ id: z.string(), label: z.string(), required: z.boolean() })),
  /** Whether whoever asks may book it: a call for buyers alone takes one that they have bought. */
  mayBook: z.boolean(),
  /** Whether somebody of the team is here and free this very moment for whoever asks, by their personal link. */
  canTalkNow: z.boolean(),
  /** Whether reminders can go to a phone. */
  canText: z.boolean(),
  /** As whom somebody with a personal link books; null for everybody else. The address is only hinted at: links are forwarded. */
  guest: z
    .object({
      firstName: z.string(),
      lastName: z.string(),
      emailHint: z.string(),
      /** The end of their number; null where none is known. */
      phoneHint: z.string().nullable(),
    })
    .nullable(),
});
export type BookingPage = z.infer<typeof BookingPage>;

/** A booked call, for whoever holds its link. */
export const BookedCall = z.object({
  /** The id of its calendar entry, which never changes, and how often it has. */
  id: z.string(),
  sequence: z.int(),
  /** What its own link carries. */
  token: z.string(),
  slug: z.string(),
  name: z.string(),
  state: CallState,
  startsAt: Instant,
  endsAt: Instant,
  hostName: z.string(),
  firstName: z.string(),
  /** Where they get what is to be known by mail. */
  emailHint: z.string(),
  place: z.string(),
  /** The zone in which it was booked. */
  timeZone: z.string(),
  /** Until when they may move it or call it off; null where they may not any more. */
  changeableUntil: Instant.nullable(),
  /** The end of the number at which they are reminded; null where they are not. */
  textedAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
});
export type BookedCall = z.infer<typeof BookedCall>;

export const BookingForm = z.strictObject({
  /** What `booking.hold` answered. */
  hold: z.string().min(20).max(200),
  /** Left out by whoever comes by a personal link. */
  firstName: personName.optional(),
  lastName: personName.optional(),
  email: email.optional(),
  phone: phone.optional(),
  /** Reminders by short message, to that number: nobody gets any who has not asked for them. */
  wantsTexts: z.boolean().default(false),
  answers: z
    .array(z.strictObject({ id: z.string().max(40), answer: paragraph(1000) }))
    .max(20)
    .default([]),
  timeZone,
  locale: z.enum(LOCALES).default('en'),
  personalToken: PersonalToken.optional(),
  /** What `booking.in-room` answered. */
  way: z.string().min(20).max(300).optional(),
  /** Left empty by people. */
  website: z.string().max(200).optional(),
});
export type BookingForm = z.infer<typeof BookingForm>;

export const listBookable = defineOperation({
  id: 'booking.list',
  method: 'GET',
  path: '/api/v1/booking',
  host: 'tenant',
  access: publicAccess,
  summary: 'The kinds of calls that visitors can book',
  response: z.object({ items: z.array(BookingPage.pick({ slug: true, name: true, description: true, length: true })) }),
});
export const getBookable = defineOperation({
  id: 'booking.get',
  method: 'POST',
  path: '/api/v1/booking/:slug',
  host: 'tenant',
  access: publicAccess,
  summary: 'What a booking page shows; with a personal link also as whom one books',
  params: Slug,
  body: z.strictObject({ personalToken: PersonalToken.optional() }),
  response: BookingPage,
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
/** A call that begins within this of now begins in a few minutes. */
export const SOON_MINUTES = 15;
/** Times that are offered before all others. */
export const FIRST_TIMES = 4;

export const bookInRoom = defineOperation({
  id: 'booking.in-room',
  method: 'POST',
  path: '/api/v1/offers/:offerId/booking',
  host: 'tenant',
  access: publicAccess,
  summary:
    'Follow an offer to the call that it books, inside the room, while it is on the screen; the click is counted',
  params: z.strictObject({ offerId: OfferId }),
  body: z.strictObject({
    /** What the room gave whoever is in it. */
    pass: z.string().min(20).max(200),
    personalToken: PersonalToken.optional(),
  }),
  response: z.object({
    page: BookingPage,
    /** Says with the booking from where it came; the offer may be over by then. */
    way: z.string(),
    /** First those of the next hours that somebody takes who is here now; then the earliest. Empty where nothing is free at all. */
    first: z.array(
      z.object({
        startsAt: Instant,
        /** It begins within a quarter of an hour, and somebody is here now who can take it. */
        isSoon: z.boolean(),
      }),
    ),
  }),
  errors: ['offer-over'],
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
export const listSlots = defineOperation({
  id: 'booking.slots',
  method: 'GET',
  path: '/api/v1/booking/:slug/slots',
  host: 'tenant',
  access: publicAccess,
  summary: 'When a call can begin, without saying whose calendar is free',
  params: Slug,
  query: SlotQuery,
  response: Slots,
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
export const getCapacity = defineOperation({
  id: 'booking.capacity',
  method: 'GET',
  path: '/api/v1/booking/:slug/capacity',
  host: 'tenant',
  access: publicAccess,
  summary:
    'How many times of a call are really left this week and the next, by the calendar of the site; some seconds old',
  params: Slug,
  response: z.object({
    thisWeek: z.int(),
    nextWeek: z.int(),
    /** The first that can be booked within both. */
    first: Instant.nullable(),
  }),
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
export const holdSlot = defineOperation({
  id: 'booking.hold',
  method: 'POST',
  path: '/api/v1/booking/:slug/holds',
  host: 'tenant',
  access: publicAccess,
  summary: 'Keep a time for five minutes while the form is filled in',
  params: Slug,
  body: z.strictObject({
    startsAt: Instant,
    /** A hold of the caller's, which is given up for this one. */
    replaces: z.string().min(20).max(200).optional(),
    personalToken: PersonalToken.optional(),
  }),
  status: 201,
  response: z.object({ hold: z.string(), startsAt: Instant, endsAt: Instant, until: Instant }),
  errors: ['slot-taken', 'buyers-only'],
  rateLimit: { points: 30, perSeconds: 300, by: 'ip' },
});
export const confirmCall = defineOperation({
  id: 'booking.confirm',
  method: 'POST',
  path: '/api/v1/booking/:slug/calls',
  host: 'tenant',
  access: publicAccess,
  summary: 'Book the time that is held; asked again, it answers what was booked',
  params: Slug,
  body: BookingForm,
  status: 201,
  response: BookedCall,
  errors: ['slot-taken', 'hold-over', 'conflict', 'buyers-only'],
  rateLimit: { points: 20, perSeconds: 300, by: 'ip' },
});
export const getBooked = defineOperation({
  id: 'booked.get',
  method: 'GET',
  path: '/api/v1/booked/:token',
  host: 'tenant',
  access: publicAccess,
  summary: 'A booked call, by its link',
  params: CallToken,
  response: BookedCall,
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
export const listBookedSlots = defineOperation({
  id: 'booked.slots',
  method: 'GET',
  path: '/api/v1/booked/:token/slots',
  host: 'tenant',
  access: publicAccess,
  summary: 'To when a booked call can be moved',
  params: CallToken,
  query: SlotQuery,
  response: Slots,
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
export const rescheduleBooked = defineOperation({
  id: 'booked.reschedule',
  method: 'POST',
  path: '/api/v1/booked/:token/reschedule',
  host: 'tenant',
  access: publicAccess,
  summary: 'Move a booked call, until its cut-off',
  params: CallToken,
  body: z.strictObject({ startsAt: Instant, reason: Reason.default('') }),
  response: BookedCall,
  errors: ['slot-taken', 'too-late', 'illegal-transition', 'conflict'],
  rateLimit: { points: 20, perSeconds: 300, by: 'ip' },
});
export const cancelBooked = defineOperation({
  id: 'booked.cancel',
  method: 'POST',
  path: '/api/v1/booked/:token/cancel',
  host: 'tenant',
  access: publicAccess,
  summary: 'Call a booked call off, until its cut-off',
  params: CallToken,
  body: z.strictObject({ reason: Reason.default('') }),
  response: BookedCall,
  errors: ['too-late', 'illegal-transition', 'conflict'],
  rateLimit: { points: 20, perSeconds: 300, by: 'ip' },
});
export const stopTexts = defineOperation({
  id: 'booked.stop-texts',
  method: 'POST',
  path: '/api/v1/booked/:token/stop-texts',
  host: 'tenant',
  access: publicAccess,
  summary: 'No more short messages about this call, or any other of the same person’s',
  params: CallToken,
  body: z.strictObject({}),
  response: BookedCall,
  rateLimit: { points: 20, perSeconds: 300, by: 'ip' },
});
