import { SFU_COMMAND_STREAM, SFU_COMMAND_STREAM_LENGTH, type SfuCommand } from '@stageline/contracts';
import { createStageRights } from '@stageline/platform/stage-rights';
import type { Redis } from 'ioredis';
import type { MediaControl } from './sessions.types.ts';

/** Commands to every sfu through its Redis stream; an sfu that has no such room ignores them. */
export function createMediaControl(redis: Redis): MediaControl {
  async function tell(command: SfuCommand): Promise<void> {
    await redis.xadd(
      SFU_COMMAND_STREAM,
      'MAXLEN',
      '~',
      SFU_COMMAND_STREAM_LENGTH,
      '*',
      'command',
      JSON.stringify(command),
    );
  }
  const rights = createStageRights(redis);
  return {
    async closeRoom(tenantId, sessionId) {
      await tell({ v: 1, type: 'close-room', tenantId, sessionId });
      await rights.clear(tenantId, sessionId);
    },
    closeTenant: (tenantId) => tell({ v: 1, type: 'close-tenant', tenantId }),
    closePeers: (tenantId, holders) => tell({ v: 1, type: 'close-peers', tenantId, holders: [...holders] }),
    syncRecording: (tenantId, sessionId) => tell({ v: 1, type: 'sync-recording', tenantId, sessionId }),
    openTenant: (tenantId) => tell({ v: 1, type: 'open-tenant', tenantId }),
  };
}
