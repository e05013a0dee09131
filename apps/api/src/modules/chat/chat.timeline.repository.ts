import type { ChatMessageId, PersonId, SessionId } from '@stageline/contracts';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { findRows } from '@stageline/tenancy';
import { ChatMessageModel } from './chat.model.ts';

/** What somebody wrote in a room. */
export interface TimelineMessage {
  readonly _id: ChatMessageId;
  readonly sessionId: SessionId;
  readonly text: string;
  readonly sentAt: Date;
  /** A moderator took it out: its text is for the record and nobody's to read. */
  readonly removedAt?: Date;
}

/** Messages that are looked at of many people together: far more than people write in a few masterclasses. */
const MOST_OF_PEOPLE = 20_000;

/** What these people of the current tenant wrote, and nobody took out. */
export const messagesOfPeople = (
  people: readonly PersonId[],
): Promise<(TimelineMessage & { readonly identity: PersonId })[]> =>
  findRows(
    ChatMessageModel,
    { identity: { $in: [...people] }, removedAt: null },
    {
      projection: { identity: 1, sessionId: 1, text: 1, sentAt: 1 },
      sort: { sentAt: -1, _id: -1 },
      limit: MOST_OF_PEOPLE,
    },
  );

/** What one person of the current tenant wrote, newest first. */
export const messagesOfPerson = (
  identity: PersonId,
  below: PageBound | null,
  limit: number,
): Promise<TimelineMessage[]> =>
  findRows(
    ChatMessageModel,
    { identity, ...rowsBelow('sentAt', below) },
    { projection: { sessionId: 1, text: 1, sentAt: 1, removedAt: 1 }, sort: { sentAt: -1, _id: -1 }, limit },
  );
