import { appNamespace, ProblemError } from '@stageline/contracts';
import { socketBinding } from '../../realtime/binding.ts';
import { appRooms } from '../../realtime/hints.ts';

/** The `/app` namespace: a member hears what concerns them, owners and hosts what concerns the site. */
export const appSockets = () =>
  socketBinding({
    namespace: appNamespace,
    async onConnect({ tenantId, actor }, tools) {
      if (tenantId === null || actor?.kind !== 'member') throw new ProblemError('unauthenticated');
      tools.join(appRooms.member(tenantId, actor.membershipId));
      if (actor.roles.includes('owner')) tools.join(appRooms.owners(tenantId));
      if (actor.roles.includes('owner') || actor.roles.includes('host')) tools.join(appRooms.hosts(tenantId));
    },
    handlers: {},
  });
