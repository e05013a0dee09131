import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { Broadcaster } from '../../realtime/binding.ts';
import { createRoomChannel, type SessionsService } from '../sessions/index.ts';
import { createChatLimiter } from './chat.limiter.ts';
import { createChatRepository } from './chat.repository.ts';
import { createChatService, type ChatService } from './chat.service.ts';
import { roomSockets } from './chat.sockets.ts';

export interface ChatModuleDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly redis: Redis;
  readonly broadcaster: Broadcaster;
  readonly sessions: Pick<SessionsService, 'statusOf' | 'roomState'>;
}

/** The chat beside the media, and the room's socket. */
export function createChatModule(deps: ChatModuleDeps): ApiModule & { service: ChatService } {
  const service = createChatService({
    ...deps,
    repository: createChatRepository(),
    room: createRoomChannel(deps.broadcaster),
    limiter: createChatLimiter(deps.redis),
  });
  return { name: 'chat', service, sockets: [roomSockets(service, deps.sessions)] };
}
