import type { SessionId } from '@stageline/contracts';
import { createChatRepository } from './chat.repository.ts';

/** The number of a session's last message, for what is told of a room; made before the modules that need it. */
export function createChatCursor(): { lastSequence(sessionId: SessionId): Promise<number> } {
  const { lastSequence } = createChatRepository();
  return { lastSequence };
}
