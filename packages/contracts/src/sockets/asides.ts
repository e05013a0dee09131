import { z } from 'zod';
import { idSchemas, PersonId } from '../kit/ids.ts';
import { spokenText } from '../http/fields.ts';
import { Instant } from '../kit/operation.ts';

/** What an attendee writes to the hosts alone, or a host answers to that attendee alone. */
export const Aside = z.object({
  id: idSchemas.asi,
  /** Rises by one per message of the session; for moderators only, because it says how much others write. */
  number: z.int().optional(),
  /** Whose exchange with the hosts it belongs to. */
  person: z.object({ id: PersonId, name: z.string() }),
  authorName: z.string(),
  fromHost: z.boolean(),
  text: z.string(),
  sentAt: Instant,
});
export type Aside = z.infer<typeof Aside>;

const words = { text: spokenText(2000), clientId: z.uuid() };

export const asideAsks = {
  /** By an attendee. `clientId` makes a retry harmless. */
  'room:tell-hosts': { payload: z.strictObject(words), ack: Aside },
  /** By a moderator, to somebody who has written to the hosts, or is or was in the room. */
  'room:answer-aside': { payload: z.strictObject({ personId: PersonId, ...words }), ack: Aside },
  /** To a moderator those after a number, oldest first, at most 200; to an attendee the newest 200 of their own. */
  'room:asides': {
    payload: z.strictObject({ after: z.int().min(0) }),
    ack: z.object({ asides: z.array(Aside), hasMore: z.boolean() }),
  },
};

export const asideTells = {
  /** To the moderators, and without its number to the attendee whom it concerns. */
  'room:aside': Aside,
};
