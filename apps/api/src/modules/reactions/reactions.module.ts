import { reactions, roomNamespace, SessionEnded } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { claimsOf, socketPart, type Broadcaster } from '../../realtime/binding.ts';
import { createPersonLimit } from '../../realtime/person-limit.ts';
import { createRoomChannel, type SessionsService } from '../sessions/index.ts';
import { createReactionsRepository } from './reactions.repository.ts';
import { createReactions, type Reactions } from './reactions.service.ts';
import { createReactionTally } from './reactions.tally.ts';

export interface ReactionsModuleDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redis: Redis;
  readonly broadcaster: Broadcaster;
  readonly sessions: Pick<SessionsService, 'statusOf' | 'get'>;
}
export type ReactionsModule = ApiModule;

/** Reactions in a room (C-09). */
export function createReactionsModule(deps: ReactionsModuleDeps): ReactionsModule {
  const service = createReactions({
    ...deps,
    repository: createReactionsRepository(),
    tally: createReactionTally(deps.redis),
    limiter: createPersonLimit(deps.redis, { deed: 'react', points: 20, perSeconds: 10 }),
    room: createRoomChannel(deps.broadcaster),
  });
  return {
    name: 'reactions',
    routes: [route(reactions.listReactions, ({ params }) => service.list(params.sessionId))],
    sockets: [reactionSockets(service)],
    subscribers: [
      subscriber({
        id: 'reactions.keep',
        event: SessionEnded,
        transactional: false,
        handle: ({ sessionId }) => service.keep(sessionId),
      }),
    ],
  };
}

/** The reactions' part of the `/room` namespace. */
const reactionSockets = (service: Reactions) =>
  socketPart({
    namespace: roomNamespace,
    async onConnect(peer, tools) {
      tools.tell('room:reactions', { counts: await service.totals(claimsOf(peer)) });
    },
    handlers: {
      'room:react': ({ reaction }, peer) => service.react(claimsOf(peer), reaction),
    },
  });
