import { z } from 'zod';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { LeadId, RegistrationId, SessionId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { Touch } from '../kit/touch.ts';
import { LONGEST_ANSWER } from '../files/registration-settings.ts';
import { email, optionalSpokenText, optionalText, personName, phone, timeZone } from './fields.ts';
import { PublicSession, SiteView } from './site.ts';

/** Longest thing that somebody wants answered, in characters. */
export const LONGEST_WISH = 500;

/** The form on the landing page. `locale`: what we write to them is in it; English when it is left out. `website` is a honeypot: people never see it, bots fill it in. */
export const RegistrationForm = z.strictObject({
  firstName: personName,
  lastName: personName,
  email,
  phone: phone.optional(),
  company: optionalText(120),
  /** Of the page that carried the form. */
  locale: z.enum(LOCALES).optional(),
  website: z.string().max(500).optional(),
  /** IANA name of their browser's zone: what we write to them tells times in it. One that nobody knows is left out. */
  timeZone: timeZone.optional().catch(undefined),
  /** Whose invitation they came by, as its link carries it; what it is not, is recorded and ignored (H-03). */
  via: z.string().max(100).optional(),
  /** By the key of what the site asks; what it does not ask (any more) is ignored. */
  answers: z
    .record(z.string().max(40), optionalSpokenText(LONGEST_ANSWER))
    .refine((answers) => Object.keys(answers).length <= 40, 'At most 40 entries.')
    .optional(),
  /** What they want answered, where the site asks for it. */
  question: optionalSpokenText(LONGEST_WISH).optional(),
  /** The box that the site asks people to tick. */
  consent: z.literal('yes').optional(),
  /** How they came to the page that carried the form. */
  touch: Touch.optional(),
});
export type RegistrationForm = z.infer<typeof RegistrationForm>;

/**
 * The answer is the same for a new and for a known address (B-02), and it carries no personal link: the link goes to
 * the mailbox, so that nobody learns who is registered by trying addresses.
 */
export const createRegistration = defineOperation({
  id: 'registrations.create',
  method: 'POST',
  path: '/api/v1/registrations',
  host: 'tenant',
  access: publicAccess,
  summary: 'Register for the next masterclass',
  body: RegistrationForm,
  status: 201,
  response: z.object({ firstName: z.string(), email: z.string() }),
  // Generous: a whole audience in one hall may share an address.
  rateLimit: { points: 600, perSeconds: 60, by: 'ip' },
});

/** The answer is the same whoever the address belongs to. */
export const sendAgain = defineOperation({
  id: 'registrations.send-again',
  method: 'POST',
  path: '/api/v1/registrations/send-again',
  host: 'tenant',
  access: publicAccess,
  summary: 'Ask for the mail of a registration once more; nothing is sent where nobody registered with this address',
  body: z.strictObject({ email }),
  status: 204,
  rateLimit: { points: 30, perSeconds: 60, by: 'ip' },
});
export const sendAgainToLead = defineOperation({
  id: 'registrations.send-again-to-lead',
  method: 'POST',
  path: '/api/v1/leads/:leadId/registrations/send-again',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary:
    'Send somebody the mail of their registration once more: how to confirm, or their links. At most three times an hour',
  params: z.strictObject({ leadId: LeadId }),
  status: 204,
});

/** How somebody came, and when where it was an earlier visit. */
export const TouchView = Touch.extend({ at: Instant.nullable() });

/** One form that somebody sent, with the words of what they were told and agreed to (B-10). */
export const SentForm = z.object({
  id: RegistrationId,
  at: Instant,
  /** What it was for; null where nothing was planned. */
  session: z.object({ id: SessionId, title: z.string() }).nullable(),
  /** No registration: a yes on the page that their mails lead to. */
  isByMail: z.boolean(),
  /** Address of the page that carried it; null where it came from none of ours. */
  page: z.string().nullable(),
  /** The network that it came from: an address without its last part. */
  network: z.string().nullable(),
  answers: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
  question: z.string().nullable(),
  answeredAt: Instant.nullable(),
  consents: z.array(
    z.object({
      /** What stood there, or a box to tick. */
      kind: z.enum(['notice', 'consent']),
      version: z.string(),
      text: z.string(),
      /** False for a box that was left alone. */
      isGiven: z.boolean(),
    }),
  ),
  touch: TouchView.nullable(),
});
export type SentForm = z.infer<typeof SentForm>;

export const listSentForms = defineOperation({
  id: 'registrations.list',
  method: 'GET',
  path: '/api/v1/leads/:leadId/registrations',
  host: 'tenant',
  access: memberAccess('contacts.read'),
  summary: 'The forms that somebody sent, the newest first: answers, what they agreed to, and how they came',
  params: z.strictObject({ leadId: LeadId }),
  response: z.object({
    /** At most the newest hundred. */
    forms: z.array(SentForm),
    /** The visit by which they came first; null where nothing is known of it. */
    firstTouch: TouchView.nullable(),
    /** When they proved an address; null before. */
    confirmedAt: Instant.nullable(),
  }),
});

/** What both tickets of a room are for; each is spent once within 60 seconds. */
export const RoomTickets = z.object({
  /** Who the bearer is in the room. */
  identity: z.string(),
  /** Opens the `/room` socket: chat, presence, viewer count. */
  roomTicket: z.string(),
  /** Opens the media signalling. Null while the session is not live and the caller may not open it. */
  mediaTicket: z.string().nullable(),
});

export const joinSession = defineOperation({
  id: 'sessions.join',
  method: 'POST',
  path: '/api/v1/join',
  host: 'tenant',
  access: publicAccess,
  summary: 'Exchange a personal join link for the room: who you are, which session, and tickets',
  body: z.strictObject({ token: z.string().min(20).max(200) }),
  response: RoomTickets.extend({
    /**
     * Whether the room is open to this person: without a seat in a masterclass of few, on its waitlist, and in one that was
     * called off or is closed, it is not, and there are no tickets.
     */
    entry: z.enum(['open', 'waiting', 'unpaid', 'no-seat', 'cancelled', 'closed']),
    /** Null where the room is not open. */
    roomTicket: z.string().nullable(),
    /** On the waitlist: how many stand before, and themselves. */
    waitingPosition: z.int().nullable(),
    displayName: z.string(),
    /** Null where the site does not say how many stand in its line; so is what follows. */
    position: z.int().nullable(),
    joinedAfterYou: z.int().nullable(),
    session: PublicSession,
    /** Whether a replay of it is there to be seen. */
    hasReplay: z.boolean(),
    /** Once it is over: what was given to its audience, each with the address under which this person takes it. */
    handouts: z.array(z.object({ name: z.string(), bytes: z.int(), url: z.string() })),
    site: SiteView.pick({ profile: true, theme: true, logoUrl: true }),
  }),
  errors: ['invalid-ticket', 'room-banned'],
  rateLimit: { points: 60, perSeconds: 60, by: 'ip' },
});
export const SessionParams = z.strictObject({ sessionId: SessionId });

/** What somebody wants answered in a masterclass, as they said it when they registered. */
export const QuestionAhead = z.object({
  id: RegistrationId,
  leadId: LeadId,
  name: z.string(),
  text: z.string(),
  at: Instant,
  answeredAt: Instant.nullable(),
});
export type QuestionAhead = z.infer<typeof QuestionAhead>;

export const listQuestionsAhead = defineOperation({
  id: 'registrations.list-questions',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/questions-ahead',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'What people want answered in a masterclass, as they said when they registered, the oldest first',
  params: SessionParams,
  /** At most the first 500. */
  response: z.object({ items: z.array(QuestionAhead), hasMore: z.boolean() }),
});

export const answerQuestionAhead = defineOperation({
  id: 'registrations.answer-question',
  method: 'PUT',
  path: '/api/v1/sessions/:sessionId/questions-ahead/:registrationId',
  host: 'tenant',
  access: memberAccess('sessions.host'),
  summary: 'Tick off what somebody wanted answered, or take that back; again, it changes nothing',
  params: SessionParams.extend({ registrationId: RegistrationId }),
  body: z.strictObject({ isAnswered: z.boolean() }),
  response: QuestionAhead,
});
