import type { ChatChange, SessionId, TenantId } from '@stageline/contracts';
import type { KeyedMutex } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { RoomChannel } from '../sessions/index.ts';
import type { ChatSetupRepository } from './chat.setup.repository.ts';

interface ChatChangesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly setups: ChatSetupRepository;
  readonly room: Pick<RoomChannel, 'change'>;
  /** Those that write one chat wait for each other here rather than collide in the database. */
  readonly turns: KeyedMutex;
}

/** Ends a transaction that found nothing to do: a revision that nothing belongs to would look like a loss. */
class NothingToChange extends Error {}

/** Makes the one way in which what is there already changes: stored under the next revision, then told to the room. */
export function createChatChanges({ unitOfWork, setups, room, turns }: ChatChangesDeps) {
  /**
   * @param write runs in a transaction, perhaps several times; `null` where there is nothing to change
   * @returns what was told; `null` where nothing was
   */
  return async function change(
    { tenantId, sessionId }: { readonly tenantId: TenantId; readonly sessionId: SessionId },
    write: (revision: number) => Promise<ChatChange | null>,
  ): Promise<ChatChange | null> {
    const attempt = async () => {
      const written = await write(await setups.takeRevision(sessionId));
      if (written === null) throw new NothingToChange();
      return written;
    };
    const done = await turns
      .run(sessionId, () => unitOfWork.run(attempt))
      .catch((error: unknown) => {
        if (error instanceof NothingToChange) return null;
        throw error;
      });
    if (done !== null) room.change(tenantId, sessionId, done);
    return done;
  };
}
export type ChangeChat = ReturnType<typeof createChatChanges>;
