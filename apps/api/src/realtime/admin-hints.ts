import { adminNamespace, type Hint } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import { socketBinding, type Broadcaster } from './binding.ts';

/** The one room of the admin host: every administrator sees every site. */
const ADMINS = 'admins';

/** Tells signed-in administrators that something changed; they refetch it. */
export function createAdminHints(broadcaster: Broadcaster, clock: Clock): (entity: Hint['entity'], id: string) => void {
  return (entity, id) =>
    broadcaster.tell(adminNamespace.name, ADMINS, 'hint', { entity, id, at: clock.now().toISOString() } satisfies Hint);
}

/** The `/admin` namespace: nothing may be said there, only heard. */
export const adminSockets = socketBinding({
  namespace: adminNamespace,
  onConnect: async (_peer, tools) => tools.join(ADMINS),
  handlers: {},
});
