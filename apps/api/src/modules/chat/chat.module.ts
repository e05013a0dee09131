import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { Broadcaster } from '../../realtime/binding.ts';
import { createRoomChannel, type SessionsService } from '../sessions/index.ts';
import { createChatLimiter } from './chat.limiter.ts';
import { createChatModeration } from './chat.moderation.service.ts';
import { createChatMutesRepository } from './chat.mutes.repository.ts';
import { createChatRepository } from './chat.repository.ts';
import { createChatService, type ChatService } from './chat.service.ts';
import { createChatSetupRepository } from './chat.setup.repository.ts';
import { roomSockets } from './chat.sockets.ts';
import { createChatStanding } from './chat.standing.service.ts';

export interface ChatModuleDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly redis: Redis;
  readonly broadcaster: Broadcaster;
  readonly sessions: Pick<SessionsService, 'statusOf' | 'roomState'>;
}

/** The chat beside the media, and the room's socket. */
export function createChatModule(deps: ChatModuleDeps): ApiModule & { service: ChatService } {
  const stores = {
    repository: createChatRepository(),
    setups: createChatSetupRepository(),
    mutes: createChatMutesRepository(),
  };
  const standing = createChatStanding({ ...deps, ...stores });
  const common = { ...deps, ...stores, standing, room: createRoomChannel(deps.broadcaster) };
  const service = createChatService({ ...common, limiter: createChatLimiter(deps.redis) });
  const moderation = createChatModeration(common);
  const sockets = [roomSockets({ chat: service, moderation, standing, sessions: deps.sessions })];
  return { name: 'chat', service, sockets };
}
