import { z } from 'zod';
import { Instant } from '../kit/operation.ts';
import { ChatMessageId, PersonId } from '../kit/ids.ts';

/** The most messages that stand pinned above a chat. */
export const MOST_PINNED = 3;

export const ChatMessage = z.object({
  id: ChatMessageId,
  /** Rises by one per message of the session; the cursor of the history. */
  sequence: z.int(),
  authorName: z.string(),
  fromHost: z.boolean(),
  text: z.string(),
  sentAt: Instant,
  /** When it changed last, as a revision of the chat; left out while it is as it was written. */
  revision: z.int().optional(),
  /** Taken out by a moderator: name and text are empty for everybody, its number stays. */
  removed: z.literal(true).optional(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

/** What holds for everybody in a chat. Told whole, so that a newer one replaces an older one. */
export const ChatSetup = z.object({
  /** Seconds that an attendee waits between two messages; 0: no wait. */
  slowSeconds: z.int(),
  /** Whether attendees may write links. */
  linksAllowed: z.boolean(),
  /** Newest first, at most `MOST_PINNED`. */
  pinned: z.array(ChatMessage),
});
export type ChatSetup = z.infer<typeof ChatSetup>;

/** One change of what is there already. Revisions rise by one per change of the session, whatever its kind. */
export const ChatChange = z.object({
  revision: z.int(),
  message: ChatMessage.optional(),
  setup: ChatSetup.optional(),
});
export type ChatChange = z.infer<typeof ChatChange>;

/** What holds for one person in the chat. */
export const ChatStanding = z.object({
  mayModerate: z.boolean(),
  /** May read and not write. */
  muted: z.boolean(),
  /** Seconds until the next message may be sent, where the chat is slow. */
  waitSeconds: z.int(),
});
export type ChatStanding = z.infer<typeof ChatStanding>;

/** Somebody who was muted in a session. */
export const MutedPerson = z.object({ id: PersonId, name: z.string(), mutedAt: Instant });
export type MutedPerson = z.infer<typeof MutedPerson>;

/** What may be said about the chat besides writing. Who may not moderate is answered `forbidden`. */
export const chatAsks = {
  /** Changes after a revision. Everything up to `revision` is known then. */
  'room:changes': {
    payload: z.strictObject({ after: z.int().min(0) }),
    ack: z.object({ changes: z.array(ChatChange), revision: z.int(), hasMore: z.boolean() }),
  },
  'room:remove-message': { payload: z.strictObject({ messageId: ChatMessageId }) },
  'room:pin-message': { payload: z.strictObject({ messageId: ChatMessageId, pinned: z.boolean() }) },
  /** Mutes whoever wrote a message. */
  'room:mute-author': { payload: z.strictObject({ messageId: ChatMessageId }), ack: MutedPerson },
  'room:unmute': { payload: z.strictObject({ personId: PersonId }) },
  /** The newest 200. */
  'room:list-muted': { payload: z.strictObject({}), ack: z.object({ people: z.array(MutedPerson) }) },
  'room:set-up-chat': {
    payload: z.strictObject({ slowSeconds: z.int().min(0).max(300), linksAllowed: z.boolean() }),
  },
};

/** What is told about the chat besides its messages. */
export const chatTells = {
  /** Sent on connect: where the chat stands, and the person in it. */
  'room:chat': z.object({ revision: z.int(), setup: ChatSetup, standing: ChatStanding }),
  /** Sent to one person when it changes. */
  'room:standing': ChatStanding,
};
