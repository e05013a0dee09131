import type { ApiModule } from '../../http/module.ts';
import type { SupportSessions } from '../../http/sessions.ts';
import type { SessionVersionCache } from '../accounts/index.ts';
import type { MembersService } from '../members/index.ts';
import { createSupportSessions } from './support-sessions.ts';
import { supportRoutes } from './support.routes.ts';
import { createSupportService, type SupportService, type SupportServiceDeps } from './support.service.ts';

export interface SupportModuleDeps extends SupportServiceDeps {
  readonly versions: Pick<SessionVersionCache, 'ofAdmin'>;
  readonly members: Pick<MembersService, 'find' | 'owners'>;
}

const CLOSE_MS = 30_000;

export function createSupportModule(
  deps: SupportModuleDeps,
): ApiModule & { service: SupportService; sessions: SupportSessions } {
  const service = createSupportService(deps);
  const sessions = createSupportSessions({
    clock: deps.clock,
    versions: deps.versions,
    owner: () => firstOwner(deps.members),
    viewed: (id, operation) => service.viewed(id, operation),
  });
  deps.bus.on('sign-in', (id) => sessions.forget(id));
  return {
    name: 'support',
    service,
    sessions,
    routes: supportRoutes(service),
    schedules: [{ name: 'support-visits', everyMs: CLOSE_MS, run: () => service.closeOverdue() }],
  };
}

/** A site always has an owner; with several, support sees what the first sees. */
async function firstOwner(members: SupportModuleDeps['members']) {
  const [first] = await members.owners();
  const owner = first === undefined ? null : await members.find(first.id);
  return owner === null ? null : { accountId: owner.accountId, membershipId: owner.id, roles: owner.roles };
}
