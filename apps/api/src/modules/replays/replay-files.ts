import type { ReplayId } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import { currentTenantId, tenantPath } from '@stageline/tenancy';

/** The films of the current tenant in the store: a folder for each attempt, shown once it is whole. */
export function createReplayFiles(storage: StoragePort) {
  const folderOf = (replayId: ReplayId, ...parts: string[]) =>
    tenantPath(currentTenantId(), 'replays', replayId, ...parts);
  return {
    pathOf: (replayId: ReplayId, attempt: string) => {
      const tenantId = currentTenantId();
      return (file: string): string => tenantPath(tenantId, 'replays', replayId, attempt, file);
    },
    read: (replayId: ReplayId, film: string, file: string) => storage.readStream(folderOf(replayId, film, file)),
    removeAttempt: (replayId: ReplayId, attempt: string): Promise<void> =>
      storage.deleteFolder(folderOf(replayId, attempt)),
    removeAll: (replayId: ReplayId): Promise<void> => storage.deleteFolder(folderOf(replayId)),
  };
}
export type ReplayFiles = ReturnType<typeof createReplayFiles>;
