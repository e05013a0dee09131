import { RoomBanChanged, type PersonId, type SessionId } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { MediaControl, RoomChannel } from '../sessions/index.ts';
import { createChatMutesRepository } from './chat.mutes.repository.ts';

/** Who was shut out of a room, for whoever gives out tickets; made before the modules that need it. */
export function createRoomBans(): { isBanned(sessionId: SessionId, personId: PersonId): Promise<boolean> } {
  const { isBanned } = createChatMutesRepository();
  return { isBanned };
}

/** Carries out that somebody is shut out, or let in again: what holds by now, however late this is. */
export const banSubscriber = (deps: {
  readonly media: Pick<MediaControl, 'setRole'>;
  readonly room: Pick<RoomChannel, 'disconnect'>;
}) => {
  const bans = createRoomBans();
  return subscriber({
    id: 'chat.apply-ban',
    event: RoomBanChanged,
    transactional: false,
    async handle({ sessionId, personId }, { tenantId }) {
      const banned = await bans.isBanned(sessionId, personId);
      await deps.media.setRole(tenantId, sessionId, personId, banned ? null : 'attendee');
      if (banned) deps.room.disconnect(tenantId, sessionId, personId);
    },
  });
};
