import type { ReplayMessage, ReplayQuestion, SessionId } from '@stageline/contracts';
import type { AnsweredQuestion, ReplayedMessage } from '../chat/index.ts';
import { shownTimeOf } from './media-timeline.ts';
import type { ReplayRow } from './replays.types.ts';

/** What the chat kept of a masterclass, as everybody in the room saw it. */
export interface ChatArchive {
  /** Messages after a sequence number, in their order; those that were taken out are not among them. */
  messagesAfter(sessionId: SessionId, sequence: number, limit: number): Promise<ReplayedMessage[]>;
  answeredQuestions(sessionId: SessionId): Promise<AnsweredQuestion[]>;
}

const PAGE = 500;

type Placed = Pick<ReplayRow, 'sessionId' | 'recordedAt' | 'spans' | 'pauses'>;

/** Puts what was written and answered where it belongs in the film; what was outside of the recording, or in a pause of it, is left out. */
export function createReplayMoments(chat: ChatArchive) {
  const placeOf = (replay: Placed, at: Date) => shownTimeOf(replay, at.getTime() - replay.recordedAt.getTime());
  return {
    /** Null for what is not in the film. */
    placeOf,

    async questions(replay: Placed): Promise<ReplayQuestion[]> {
      const answered = await chat.answeredQuestions(replay.sessionId);
      return answered
        .flatMap(({ _id: id, authorName, text, answered: how, answer, answeredAt, askedAt }) => {
          const atMs = placeOf(replay, answeredAt ?? askedAt);
          return atMs === null ? [] : [{ id, atMs, authorName, text, how, answer }];
        })
        .sort((a, b) => a.atMs - b.atMs);
    },

    /** A page of messages. @returns the number to go on after; null at the end */
    async messages(replay: Placed, after: number): Promise<{ messages: ReplayMessage[]; nextAfter: number | null }> {
      const rows = await chat.messagesAfter(replay.sessionId, after, PAGE + 1);
      const page = rows.slice(0, PAGE);
      const messages = page.flatMap(({ _id: id, authorName, fromHost, text, sentAt }) => {
        const atMs = placeOf(replay, sentAt);
        return atMs === null ? [] : [{ id, atMs, authorName, fromHost, text }];
      });
      return { messages, nextAfter: rows.length > PAGE ? page.at(-1)!.sequence : null };
    },
  };
}
export type ReplayMoments = ReturnType<typeof createReplayMoments>;
