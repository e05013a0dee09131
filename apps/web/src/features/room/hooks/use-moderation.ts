import type { ChatMessage, ChatRules, HeldMessage } from '@stageline/contracts';
import { toast } from '../../../shared/ui/index.ts';
import type { ChatStore } from '../lib/chat-store.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';

const failed = (error: unknown): void => {
  toast.error(roomTexts().chat.notDone, { description: error instanceof Error ? error.message : undefined });
};

/** What a moderator may do; what comes of it everybody is told by the room, and a refusal is said here. */
export function useModeration({ moderator, held }: ChatStore) {
  return {
    remove: ({ id }: ChatMessage) => void moderator.remove(id).catch(failed),
    pin: ({ id }: ChatMessage, pinned: boolean) => void moderator.pin(id, pinned).catch(failed),
    muteAuthor: ({ id }: ChatMessage) =>
      void moderator.muteAuthor(id).then(({ name }) => toast.success(roomTexts().chat.isMuted(name)), failed),
    banAuthor: ({ id }: ChatMessage): Promise<void> =>
      moderator.banAuthor(id).then(({ name }) => void toast.success(roomTexts().chat.isBanned(name)), failed),
    inviteAuthor: ({ id, authorName }: ChatMessage) =>
      void moderator.inviteAuthor(id).then(() => toast.success(stageTexts().backstage.asked(authorName)), failed),
    unmute: (personId: string): Promise<void> => moderator.unmute(personId).catch(failed),
    decide: (message: HeldMessage, approve: boolean) => void held.decide(message, approve).catch(failed),
    setUp: (rules: ChatRules) => void moderator.setUp(rules).catch(failed),
  };
}
export type Moderation = ReturnType<typeof useModeration>;
