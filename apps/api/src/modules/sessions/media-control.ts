import {
  ProblemError,
  SFU_COMMAND_STREAM,
  SFU_COMMAND_STREAM_LENGTH,
  STAGE_SEATS,
  type SfuCommand,
} from '@stageline/contracts';
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
    openRoom: (tenantId, sessionId) => tell({ v: 1, type: 'open-room', tenantId, sessionId }),
    async inviteSpeaker(tenantId, sessionId, identity, displayName) {
      const given = await rights.load(tenantId, sessionId);
      if (!given.has(identity) && given.size >= STAGE_SEATS) throw new ProblemError('panel-full');
      // First the right, by which they get a ticket; a room that is made now reads it.
      if (!given.has(identity)) await rights.set(tenantId, sessionId, identity, { standing: 'invited', displayName });
      await tell({ v: 1, type: 'invite-speaker', tenantId, sessionId, identity, displayName });
    },
    isSpeaker: async (tenantId, sessionId, identity) => (await rights.find(tenantId, sessionId, identity)) !== null,
    setRole: (tenantId, sessionId, identity, role) =>
      tell({ v: 1, type: 'set-role', tenantId, sessionId, identity, role }),
    closeTenant: (tenantId) => tell({ v: 1, type: 'close-tenant', tenantId }),
    closePeers: (tenantId, holders) => tell({ v: 1, type: 'close-peers', tenantId, holders: [...holders] }),
    syncRecording: (tenantId, sessionId) => tell({ v: 1, type: 'sync-recording', tenantId, sessionId }),
    openTenant: (tenantId) => tell({ v: 1, type: 'open-tenant', tenantId }),
  };
}
