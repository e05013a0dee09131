import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { SessionParams } from './registrations.ts';

/** What can happen in a masterclass. A module that knows of something further adds its kind here, and the client its words. */
export const MomentKind = z.enum([
  'went-live',
  'ended',
  'recording-started',
  'recording-paused',
  'recording-resumed',
  'recording-stopped',
  'speech',
  'poll-opened',
  'poll-closed',
  'offer-shown',
  'offer-ended',
  'question-answered',
  'chat-burst',
  'order-paid',
]);
export type MomentKind = z.infer<typeof MomentKind>;

export const SessionMoment = z.object({
  id: z.string(),
  kind: MomentKind,
  at: Instant,
  /** Since the masterclass went live. */
  offsetMs: z.int(),
  /** What it was about: a title, a question, the words that a turn of speech began with; empty where its kind says all. */
  text: z.string(),
  /** Who spoke or asked; empty where it was nobody in particular. */
  name: z.string(),
  /** Messages of a burst, people who answered a poll; null where there is nothing to count. */
  count: z.int().nullable(),
  /** Attendees who were there then and are not there a minute later. */
  left: z.int(),
});
export type SessionMoment = z.infer<typeof SessionMoment>;

export const listMoments = defineOperation({
  id: 'moments.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/moments',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'What happened in a masterclass, in the order of time, with how many left after each, and who came and went',
  params: SessionParams,
  response: z.object({
    /** From going live; null before. */
    from: Instant.nullable(),
    /** The end, or now. */
    until: Instant.nullable(),
    items: z.array(SessionMoment),
    /** Whether there were more than fit. */
    hasMore: z.boolean(),
    /** Attendees who came and went in each step: the differences between its two ends. */
    flow: z.object({ stepSeconds: z.int(), joined: z.array(z.int()), left: z.array(z.int()) }),
  }),
});
