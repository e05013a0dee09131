import { line, ProblemError } from '@stageline/contracts';
import { route } from '../../http/route.ts';
import type { LineLeaderboard } from './line.leaderboard.ts';
import type { LineService } from './line.service.ts';
import type { LineSimulation } from './line.simulation.ts';
import { cursorOf, type LineStream } from './line.stream.ts';

interface LineRoutesDeps {
  readonly service: LineService;
  readonly stream: LineStream;
  readonly leaderboard: LineLeaderboard;
  readonly simulation: LineSimulation;
}

export const lineRoutes = ({ service, stream, leaderboard, simulation }: LineRoutesDeps) => [
  route(line.getLine, ({ query }) => service.snapshot(query.after, query.revision)),
  route(line.followLine, async ({ ip, query, lastEventId }) => ({
    events: await stream.follow(ip, cursorOf(lastEventId, query)),
  })),
  route(line.getLeaderboard, async () => orNothing(await leaderboard.top())),
  route(line.getSimulated, async () => ({ members: [...orNothing(await simulation.newest())] })),
];

/** What a site does not show is not there. */
function orNothing<T>(shown: T | null): T {
  if (shown === null) throw new ProblemError('not-found');
  return shown;
}
