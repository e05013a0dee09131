import { z } from 'zod';
import { Instant } from '../kit/operation.ts';
import { ChatMessageId, PersonId, QuestionId } from '../kit/ids.ts';
import { spokenText } from '../http/fields.ts';
import { HeldMessage } from './held.ts';
import { MaterialBoard } from './materials.ts';
import { OfferBoard } from './offers.ts';
import { PollBoard } from './polls.ts';

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

/** What becomes of what attendees write where it holds a link. */
export const LinkPolicy = z.enum(['allow', 'hold', 'refuse']);
export type LinkPolicy = z.infer<typeof LinkPolicy>;

/** What hosts set for what attendees write. */
export const ChatRules = z.strictObject({
  /** Seconds that an attendee waits between two messages; 0: no wait. */
  slowSeconds: z.int().min(0).max(300),
  links: LinkPolicy,
  /** Whether everything waits until a host lets it through. */
  isHeld: z.boolean(),
});
export type ChatRules = z.infer<typeof ChatRules>;

/** What holds for everybody in a chat. Told whole, so that a newer one replaces an older one. */
export const ChatSetup = z.object({
  ...ChatRules.shape,
  /** Newest first, at most `MOST_PINNED`. */
  pinned: z.array(ChatMessage),
});
export type ChatSetup = z.infer<typeof ChatSetup>;

export const Question = z.object({
  id: QuestionId,
  authorName: z.string(),
  text: z.string(),
  askedAt: Instant,
  votes: z.int(),
  /** How it was answered; null while it is open. */
  answered: z.enum(['live', 'text']).nullable(),
  /** Of one that was answered in text, else empty. */
  answer: z.string(),
  /** When it changed last, as a revision of the chat. */
  revision: z.int(),
  /** Taken out by a moderator: names and texts are empty. */
  removed: z.literal(true).optional(),
});
export type Question = z.infer<typeof Question>;

/** How a question was answered; `null` opens it again. */
export const QuestionAnswer = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('live') }),
  z.strictObject({ how: z.literal('text'), text: spokenText(2000) }),
]);
export type QuestionAnswer = z.infer<typeof QuestionAnswer>;

/** What other parts of the room hold now, each told whole. */
export const RoomHolding = z.object({ offers: OfferBoard, polls: PollBoard, materials: MaterialBoard });
export type RoomHolding = z.infer<typeof RoomHolding>;

/** One change of what is there already. Revisions rise by one per change of the session, whatever its kind. */
export const ChatChange = z.object({
  revision: z.int(),
  message: ChatMessage.optional(),
  setup: ChatSetup.optional(),
  question: Question.optional(),
  /** Questions that are open now; told with each change of a question. */
  openQuestions: z.int().optional(),
  ...RoomHolding.partial().shape,
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

/** Somebody who was muted in a session, or shut out of it. */
export const MutedPerson = z.object({
  id: PersonId,
  name: z.string(),
  mutedAt: Instant,
  /** May not even come in. */
  banned: z.boolean(),
});
export type MutedPerson = z.infer<typeof MutedPerson>;

/** What may be said about the chat besides writing. Who may not moderate is answered `forbidden`. */
export const chatAsks = {
  /** Changes after a revision. Everything up to `revision` is known then. */
  'room:changes': {
    observed: true,
    payload: z.strictObject({ after: z.int().min(0) }),
    ack: z.object({ changes: z.array(ChatChange), revision: z.int(), hasMore: z.boolean() }),
  },
  'room:remove-message': { payload: z.strictObject({ messageId: ChatMessageId }) },
  'room:pin-message': { payload: z.strictObject({ messageId: ChatMessageId, pinned: z.boolean() }) },
  /** Mutes whoever wrote a message. */
  'room:mute-author': { payload: z.strictObject({ messageId: ChatMessageId }), ack: MutedPerson },
  /** By a host, before the session is live: asks whoever wrote a message to come behind the stage. */
  'room:invite-author': { payload: z.strictObject({ messageId: ChatMessageId }) },
  /** Shuts whoever wrote a message out of the room, its chat and every later entry. */
  'room:ban-author': { payload: z.strictObject({ messageId: ChatMessageId }), ack: MutedPerson },
  /** Lets somebody write again, and in again. */
  'room:unmute': { payload: z.strictObject({ personId: PersonId }) },
  /** The newest 200. */
  'room:list-muted': { payload: z.strictObject({}), ack: z.object({ people: z.array(MutedPerson) }) },
  'room:set-up-chat': { payload: ChatRules },
  /** `clientId` makes a retry harmless: the same id is stored once. */
  'room:ask-question': {
    payload: z.strictObject({ text: spokenText(500), clientId: z.uuid() }),
    ack: z.union([Question, HeldMessage]),
  },
  /** One vote per person; the same again changes nothing. */
  'room:vote': { payload: z.strictObject({ questionId: QuestionId, inFavour: z.boolean() }) },
  /** Questions that changed after a revision, at most 200, and those of them that the asker has voted for. */
  'room:questions': {
    observed: true,
    payload: z.strictObject({ after: z.int().min(0) }),
    ack: z.object({ questions: z.array(Question), voted: z.array(QuestionId), hasMore: z.boolean() }),
  },
  'room:answer-question': {
    payload: z.strictObject({ questionId: QuestionId, answer: QuestionAnswer.nullable() }),
  },
  'room:remove-question': { payload: z.strictObject({ questionId: QuestionId }) },
};

/** What is told about the chat besides its messages. */
export const chatTells = {
  /** Sent on connect: where the chat stands, and the person in it. */
  'room:chat': z.object({
    revision: z.int(),
    setup: ChatSetup,
    openQuestions: z.int(),
    ...RoomHolding.shape,
    standing: ChatStanding,
  }),
  /** Sent to one person when it changes. */
  'room:standing': ChatStanding,
};
