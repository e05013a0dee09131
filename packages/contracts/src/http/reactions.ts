import { z } from 'zod';
import { defineOperation, Instant, memberAccess } from '../kit/operation.ts';
import { ReactionCounts } from '../sockets/reactions.ts';
import { SessionParams } from './registrations.ts';

export const listReactions = defineOperation({
  id: 'reactions.list',
  method: 'GET',
  path: '/api/v1/sessions/:sessionId/reactions',
  host: 'tenant',
  access: memberAccess('sessions.read'),
  summary: 'How often people in the room reacted, in all and over time',
  params: SessionParams,
  response: z.object({
    counts: ReactionCounts,
    stepSeconds: z.int(),
    /** Steps in which somebody reacted, in their order. */
    steps: z.array(z.object({ at: Instant, counts: ReactionCounts })),
  }),
});
