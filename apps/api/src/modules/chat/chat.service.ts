import {
  PriceMentioned,
  ProblemError,
  type ChatMessage,
  type HeldMessage,
  type PersonId,
  type SessionId,
  type TicketClaims,
} from '@stageline/contracts';
import { mentionsPrice } from '@stageline/domain';
import { newId, type Clock, type KeyedMutex } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { PersonLimit } from '../../realtime/person-limit.ts';
import type { RoomChannel } from '../sessions/index.ts';
import type { ChatHeld } from './chat.held.service.ts';
import { hasChatRight, mayWrite } from './chat.policy.ts';
import { presentMessage } from './chat.presenter.ts';
import type { ChatMessageRow, ChatRepository, MessageKey } from './chat.repository.ts';
import type { ChatStandingService } from './chat.standing.service.ts';

/** What holds for those who moderate. */
const FREE = { slowSeconds: 0, hold: null };
/** Messages of one page of the history. */
const HISTORY_PAGE = 200;

export interface ChatServiceDeps {
  readonly repository: ChatRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly sessions: { statusOf(sessionId: SessionId): Promise<'scheduled' | 'live' | 'ended'> };
  readonly room: Pick<RoomChannel, 'message'>;
  readonly limiter: PersonLimit;
  readonly turns: KeyedMutex;
  readonly standing: ChatStandingService;
  readonly held: ChatHeld;
}

/** The chat of the current tenant's rooms. */
export function createChatService(deps: ChatServiceDeps) {
  const { repository, unitOfWork, clock, sessions, room, limiter, turns, standing, held } = deps;
  /**
   * Number and message together, so that numbers have no gap and none appears before a lower one.
   * @param slowSeconds how long the author waits between two messages
   */
  function store(
    key: MessageKey,
    message: Omit<ChatMessageRow, '_id' | 'sequence'>,
    slowSeconds: number,
  ): Promise<ChatMessageRow | null> {
    return unitOfWork
      .run(async (tx) => {
        const sequence = await repository.takeSequence(key.sessionId);
        // After the number: two of one author, on whatever processes, wait for each other there.
        const retryAfterSeconds = await standing.waitSeconds(key.sessionId, key.identity, slowSeconds);
        if (retryAfterSeconds > 0) throw new ProblemError('chat-slow', { retryAfterSeconds });
        const row = { _id: newId('msg'), sequence, ...message };
        if (!(await repository.insert(key, row))) throw new SentAlready();
        // Few messages do, and whoever sells wants to know while the masterclass goes on.
        if (!message.fromHost && mentionsPrice(message.text)) {
          const personId = key.identity as PersonId;
          tx.record(PriceMentioned, { sessionId: key.sessionId, personId, messageId: row._id });
        }
        return row;
      })
      .catch((error: unknown) => {
        if (error instanceof SentAlready) return null;
        throw error;
      });
  }

  return {
    /**
     * Stores a message and tells the room, or sets it aside until a host lets it through. The same `clientId` again answers
     * the same.
     * @throws ProblemError `too-many-requests`; `illegal-transition` once the session has ended; `not-found`; to attendees
     * `chat-muted`, `chat-links`, `chat-held-full`, and `chat-slow` with the seconds to wait
     */
    async send(author: TicketClaims, text: string, clientId: string): Promise<ChatMessage | HeldMessage> {
      const { tenantId, sessionId } = author;
      await limiter.count(author);
      const key = { sessionId, identity: await standing.holderOf(author), clientId };
      const sent = await repository.find(key);
      if (sent !== null) return presentMessage(sent);
      if (!mayWrite(await sessions.statusOf(sessionId))) throw new ProblemError('illegal-transition');
      const isFree = hasChatRight(author.role, 'moderate');
      const { slowSeconds, hold } = isFree ? FREE : await standing.assertAllowed(key, text);
      if (hold !== null) return held.hold(author, 'message', { text, clientId, reason: hold }, slowSeconds);
      const message = {
        authorName: author.displayName,
        fromHost: author.role !== 'attendee',
        text,
        sentAt: clock.now(),
      };
      const stored = await turns.run(sessionId, () => store(key, message, slowSeconds));
      const row = stored ?? (await repository.find(key));
      if (row === null) throw new ProblemError('unavailable', { retryAfterSeconds: 1 });
      const view = presentMessage(row);
      if (stored !== null) room.message(tenantId, sessionId, view);
      return view;
    },

    /** Messages after a number, oldest first, a page at a time. */
    async history(sessionId: SessionId, after: number): Promise<{ messages: ChatMessage[]; hasMore: boolean }> {
      const rows = await repository.after(sessionId, after, HISTORY_PAGE + 1);
      return { messages: rows.slice(0, HISTORY_PAGE).map(presentMessage), hasMore: rows.length > HISTORY_PAGE };
    },
  };
}
export type ChatService = ReturnType<typeof createChatService>;

/** Ends a transaction that lost against the same message from another connection. */
class SentAlready extends Error {}
