import type { ChatMessage, HeldMessage, MutedPerson, Question } from '@stageline/contracts';
import type { HeldRow } from './chat.held.repository.ts';
import type { MuteRow } from './chat.mutes.repository.ts';
import type { QuestionRow } from './chat.questions.repository.ts';
import type { ChatMessageRow } from './chat.repository.ts';

/** A message as everybody in the room gets it: of one that was taken out, its number and no word. */
export function presentMessage(row: ChatMessageRow): ChatMessage {
  const { _id: id, sequence, fromHost, sentAt, revision } = row;
  const fixed = { id, sequence, fromHost, sentAt: sentAt.toISOString(), ...(revision && { revision }) };
  if (row.removedAt != null) return { ...fixed, authorName: '', text: '', removed: true };
  return { ...fixed, authorName: row.authorName, text: row.text };
}

export const presentMute = ({ identity, name, mutedAt, banned = false }: MuteRow): MutedPerson => ({
  id: identity,
  name,
  mutedAt: mutedAt.toISOString(),
  banned,
});

/** A question as everybody gets it: of one that was taken out, no word. */
export function presentQuestion(row: QuestionRow): Question {
  const { _id: id, votes, answered, revision } = row;
  const fixed = { id, askedAt: row.askedAt.toISOString(), votes, answered, revision };
  if (row.removedAt != null) return { ...fixed, authorName: '', text: '', answer: '', removed: true };
  return { ...fixed, authorName: row.authorName, text: row.text, answer: row.answer };
}

/** What waits for a host, or was decided, as its author gets it: nothing of how much others write. */
export function presentOwnHeld(row: HeldRow): HeldMessage {
  const { _id: id, kind, clientId, authorName, text, reason, state } = row;
  return { id, kind, clientId, authorName, text, reason, state, heldAt: row.heldAt.toISOString() };
}

/** The same as moderators get it. */
export const presentHeld = (row: HeldRow): HeldMessage => ({ ...presentOwnHeld(row), revision: row.revision });
