import type { ChatMessage } from '@stageline/contracts';
import type { ChatMessageRow } from './chat.repository.ts';

export function presentMessage(row: ChatMessageRow): ChatMessage {
  const { _id: id, sequence, authorName, fromHost, text, sentAt } = row;
  return { id, sequence, authorName, fromHost, text, sentAt: sentAt.toISOString() };
}
