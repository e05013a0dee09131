import type { PersonId, SessionId } from '@stageline/contracts';
import { findRows } from '@stageline/tenancy';
import { ChatMessageModel, ChatQuestionModel } from './chat.model.ts';

/** What a guest wrote or asked in a room. */
export interface SpokenText {
  readonly _id: string;
  readonly identity: PersonId;
  readonly authorName: string;
  readonly text: string;
  readonly at: Date;
  readonly isAsked: boolean;
}
type Row = Omit<SpokenText, 'at' | 'isAsked'> & {
  readonly sequence: number;
  readonly sentAt: Date;
  readonly askedAt: Date;
};
const CHUNK = 500;

const textOf = ({ _id, identity, authorName, text }: Row, at: Date, isAsked: boolean): SpokenText => ({
  _id,
  identity,
  authorName,
  text,
  at,
  isAsked,
});

/** What guests of the current tenant's room wrote and asked and nobody took out, some hundred at a time. */
export async function* spokenIn(sessionId: SessionId): AsyncGenerator<SpokenText[]> {
  for (let after = 0; ;) {
    const rows = await findRows<Row>(
      ChatMessageModel,
      { sessionId, sequence: { $gt: after }, fromHost: false, removedAt: { $exists: false } },
      {
        projection: { identity: 1, authorName: 1, text: 1, sentAt: 1, sequence: 1 },
        sort: { sequence: 1 },
        limit: CHUNK,
      },
    );
    if (rows.length > 0) yield rows.map((row) => textOf(row, row.sentAt, false));
    if (rows.length < CHUNK) break;
    after = rows.at(-1)!.sequence;
  }
  const asked = await findRows<Row>(
    ChatQuestionModel,
    { sessionId, removedAt: { $exists: false } },
    { projection: { identity: 1, authorName: 1, text: 1, askedAt: 1 }, sort: { revision: 1 }, limit: 0 },
  );
  for (let at = 0; at < asked.length; at += CHUNK)
    yield asked.slice(at, at + CHUNK).map((row) => textOf(row, row.askedAt, true));
}
