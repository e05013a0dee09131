import type { MembershipId } from '@stageline/contracts';
import type { Redis } from 'ioredis';
import type { ApiModule } from '../../http/module.ts';
import { assignmentSubscribers } from './assignment.events.ts';
import { assignmentRoutes } from './assignment.routes.ts';
import { createAssignmentService, type AssignmentServiceDeps } from './assignment.service.ts';
import { createCallTeam, type CallTeam } from './call-team.ts';
import { createHandOvers, type ByHandDeps, type HandOvers } from './by-hand.service.ts';
import { createPresence } from './presence.ts';
import { createAssignmentQueue, type AssignmentQueue, type QueueDeps } from './queue.service.ts';
import { settingsRepository } from './settings.repository.ts';

export type AssignmentModuleDeps = Omit<AssignmentServiceDeps & ByHandDeps & QueueDeps, 'presence' | 'drain'> & {
  readonly redis: Redis;
};
export interface AssignmentModule extends ApiModule {
  readonly queue: AssignmentQueue;
  readonly handOvers: HandOvers;
  /** Members as a call finds its host among them. */
  readonly callTeam: CallTeam;
  /** Members who have a page open just now. */
  online(): Promise<ReadonlySet<string>>;
  /** A member has a page open just now; leads may have been waiting for that. */
  here(membershipId: MembershipId): Promise<void>;
}

/** Whose leads are: by rules, by hand, and why. */
export function createAssignmentModule(deps: AssignmentModuleDeps): AssignmentModule {
  const presence = createPresence(deps.redis, deps.clock);
  const queue = createAssignmentQueue({ ...deps, presence });
  const all = { ...deps, presence, drain: () => queue.drain() };
  const handOvers = createHandOvers(all);
  return {
    name: 'assignment',
    queue,
    handOvers,
    callTeam: createCallTeam(all),
    routes: assignmentRoutes(createAssignmentService(all), handOvers),
    subscribers: assignmentSubscribers(queue, handOvers),
    online: () => presence.online(),
    async here(membershipId) {
      const isBack = await presence.seen(membershipId);
      if (isBack && (await settingsRepository.find()).requireOnline) await queue.drain();
    },
  };
}
