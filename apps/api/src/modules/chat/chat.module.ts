import type { RoomHolding, SessionId } from '@stageline/contracts';
import { createKeyedMutex, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { Broadcaster } from '../../realtime/binding.ts';
import type { AuditLog } from '../audit/index.ts';
import { createRoomChannel, type MediaControl, type RoomTeam, type SessionsService } from '../sessions/index.ts';
import { createChatAsidesRepository } from './chat.asides.repository.ts';
import { createChatAsides, type RoomGuests } from './chat.asides.service.ts';
import { banSubscriber } from './chat.bans.ts';
import { createChatChanges, type ChangeChat } from './chat.changes.ts';
import { createChatExport } from './chat.export.service.ts';
import { createChatHeldRepository } from './chat.held.repository.ts';
import { createChatHeld } from './chat.held.service.ts';
import { createChatLimiter, createVoteLimiter } from './chat.limiter.ts';
import { createChatModeration } from './chat.moderation.service.ts';
import { createChatMutesRepository } from './chat.mutes.repository.ts';
import { createChatQuestionsRepository } from './chat.questions.repository.ts';
import { createChatQuestions } from './chat.questions.service.ts';
import { createChatRepository } from './chat.repository.ts';
import { createChatService, type ChatService } from './chat.service.ts';
import { createChatSetupRepository } from './chat.setup.repository.ts';
import { chatRoutes } from './chat.routes.ts';
import { roomSockets } from './chat.sockets.ts';
import { createChatStanding } from './chat.standing.service.ts';

export interface ChatModuleDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly redis: Redis;
  readonly broadcaster: Broadcaster;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly media: Pick<MediaControl, 'setRole'>;
  readonly sessions: Pick<
    SessionsService,
    'statusOf' | 'roomState' | 'inviteSpeaker' | 'setLayout' | 'titleOf' | 'get'
  >;
  readonly team: Pick<RoomTeam, 'holds' | 'assertRole'>;
  readonly guests: RoomGuests;
  /** What other parts of a room hold now: whoever comes in, or missed changes, is told it with the chat's. */
  readonly holding: (sessionId: SessionId) => Promise<RoomHolding>;
}
export interface ChatModule extends ApiModule {
  readonly service: ChatService;
  /** The numbered changes of every room, for whatever is in it. */
  readonly change: ChangeChat;
}

/** The chat beside the media, and the room's socket. */
export function createChatModule(deps: ChatModuleDeps): ChatModule {
  const stores = {
    repository: createChatRepository(),
    questions: createChatQuestionsRepository(),
    setups: createChatSetupRepository(),
    mutes: createChatMutesRepository(),
    asides: createChatAsidesRepository(),
    heldMessages: createChatHeldRepository(),
  };
  const standing = createChatStanding({ ...deps, ...stores });
  const room = createRoomChannel(deps.broadcaster);
  const turns = createKeyedMutex({ maxQueued: 500 });
  const change = createChatChanges({ ...deps, ...stores, room, turns });
  const limits = { limiter: createChatLimiter(deps.redis), voteLimiter: createVoteLimiter(deps.redis) };
  const common = { ...deps, ...stores, ...limits, standing, room, turns, change };
  const held = createChatHeld(common);
  const service = createChatService({ ...common, held });
  const moderation = createChatModeration(common);
  const questions = createChatQuestions({ ...common, held });
  const sockets = [
    roomSockets({
      chat: service,
      moderation,
      asides: createChatAsides(common),
      questions,
      held,
      standing,
      sessions: deps.sessions,
      team: deps.team,
    }),
  ];
  return {
    name: 'chat',
    service,
    change,
    sockets,
    routes: chatRoutes(createChatExport(common), moderation),
    subscribers: [banSubscriber({ media: deps.media, room })],
  };
}
