import type { Logger, Signer } from '@stageline/platform';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import type { Broadcaster } from '../../realtime/binding.ts';
import type { EventStreams } from '../../realtime/event-streams.ts';
import { lineSubscribers } from './line.events.ts';
import { createLineFeed, type LineFeed } from './line.feed.ts';
import { createLineLeaderboard, type LineLeaderboard } from './line.leaderboard.ts';
import { createLineRepository } from './line.repository.ts';
import { lineRoutes } from './line.routes.ts';
import { createLineService, type LineService, type LineSettingsReader } from './line.service.ts';
import { createLineMerging, type LineMerging } from './line.merging.ts';
import { createLineSimulation, type LineSimulation, type LineSimulationDeps } from './line.simulation.ts';
import { lineSockets } from './line.sockets.ts';
import { createLineStream } from './line.stream.ts';

export interface LineModuleDeps extends LineSimulationDeps {
  readonly settings: LineSettingsReader;
  readonly signer: Pick<Signer, 'sign'>;
  readonly broadcaster: Broadcaster;
  readonly eventStreams: EventStreams;
  readonly redis: Redis;
  readonly logger: Logger;
}

/** The PowerLine: positions, the public feed, and its delivery to every open page. */
export function createLineModule(deps: LineModuleDeps): ApiModule & {
  service: LineService;
  feed: LineFeed;
  leaderboard: LineLeaderboard;
  simulation: LineSimulation;
  merging: LineMerging;
} {
  const repository = createLineRepository();
  const service = createLineService({ ...deps, repository });
  const feed = createLineFeed({ ...deps, repository });
  const leaderboard = createLineLeaderboard({ ...deps, repository });
  const simulation = createLineSimulation(deps);
  return {
    name: 'line',
    service,
    feed,
    leaderboard,
    simulation,
    merging: createLineMerging({ repository, service, feed, leaderboard }),
    routes: lineRoutes({ service, stream: createLineStream(service, deps.eventStreams), leaderboard, simulation }),
    sockets: [lineSockets(service)],
    subscribers: lineSubscribers(feed),
  };
}
