import { z } from 'zod';
import { LeadId, TalkRequestId } from '../kit/ids.ts';
import { LOCALES } from '../kit/locale.ts';
import { defineOperation, Instant, memberAccess, publicAccess } from '../kit/operation.ts';
import { BookedCall } from './booking.ts';
import { CallView } from './calls.ts';
import { timeZone } from './fields.ts';

/** For how long the team is asked before other times are offered. */
export const RING_SECONDS = 60;

/** Where a wish to talk now stands. `stopped`: whoever asked gave up. */
export const TalkState = z.enum(['ringing', 'accepted', 'lapsed', 'stopped']);
export type TalkState = z.infer<typeof TalkState>;

export const AskedTalk = z.object({
  /** What shows later that it is theirs. */
  token: z.string(),
  state: TalkState,
  /** The server's clock, and until when the team is asked. */
  now: Instant,
  until: Instant,
  /** The call that it became; null where it did not, or not yet. */
  call: BookedCall.nullable(),
  /** Where nobody took it: when such a call could begin instead. */
  first: z.array(z.object({ startsAt: Instant, isSoon: z.boolean() })),
});
export type AskedTalk = z.infer<typeof AskedTalk>;

const Token = z.strictObject({ token: z.string().min(20).max(200) });

export const askToTalk = defineOperation({
  id: 'talk-now.ask',
  method: 'POST',
  path: '/api/v1/booking/:slug/talk-now',
  host: 'tenant',
  access: publicAccess,
  summary: 'Ask whoever of the team is here and free to talk now; asked again, it answers what was asked',
  params: z.strictObject({ slug: z.string().min(1).max(50) }),
  body: z.strictObject({
    personalToken: z.string().min(20).max(200),
    timeZone,
    locale: z.enum(LOCALES).default('en'),
    /** What `booking.in-room` answered. */
    way: z.string().min(20).max(300).optional(),
  }),
  status: 201,
  response: AskedTalk,
  errors: ['invalid-link', 'nobody-here', 'buyers-only'],
  rateLimit: { points: 6, perSeconds: 300, by: 'ip' },
});
export const lookAtTalk = defineOperation({
  id: 'talk-now.look',
  method: 'GET',
  path: '/api/v1/talk-now/:token',
  host: 'tenant',
  access: publicAccess,
  summary: 'What became of a wish to talk now',
  params: Token,
  response: AskedTalk,
  rateLimit: { points: 120, perSeconds: 60, by: 'ip' },
});
export const stopTalk = defineOperation({
  id: 'talk-now.stop',
  method: 'POST',
  path: '/api/v1/talk-now/:token/stop',
  host: 'tenant',
  access: publicAccess,
  summary: 'Wait no longer: nobody of the team can take it any more',
  params: Token,
  body: z.strictObject({}),
  response: AskedTalk,
  rateLimit: { points: 20, perSeconds: 60, by: 'ip' },
});
export const listTalks = defineOperation({
  id: 'talk-now.list',
  method: 'GET',
  path: '/api/v1/talk-now',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Who wants to talk now, and the caller could',
  response: z.object({
    /** The server's clock. */
    now: Instant,
    items: z.array(
      z.object({ id: TalkRequestId, call: z.string(), guest: z.string(), leadId: LeadId, until: Instant }),
    ),
  }),
});
export const acceptTalk = defineOperation({
  id: 'talk-now.accept',
  method: 'POST',
  path: '/api/v1/talk-now/:requestId/accept',
  host: 'tenant',
  access: memberAccess('leads.edit'),
  summary: 'Take a call that begins now; of several who do, the first has it',
  params: z.strictObject({ requestId: TalkRequestId }),
  body: z.strictObject({}),
  response: CallView,
  errors: ['talk-over', 'slot-taken', 'buyers-only'],
});
