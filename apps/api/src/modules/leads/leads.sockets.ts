import { appNamespace, ProblemError, type MembershipId } from '@stageline/contracts';
import { socketBinding } from '../../realtime/binding.ts';
import { appRooms } from '../../realtime/hints.ts';

/** The `/app` namespace: a member hears what concerns them, owners and hosts what concerns the site. */
export const appSockets = (onHere: (membershipId: MembershipId) => Promise<void>) =>
  socketBinding({
    namespace: appNamespace,
    async onConnect({ tenantId, actor }, tools) {
      if (tenantId === null || actor?.kind !== 'member') throw new ProblemError('unauthenticated');
      tools.join(appRooms.member(tenantId, actor.membershipId));
      if (actor.permissions.has('leads.read')) tools.join(appRooms.readers(tenantId));
      if (actor.permissions.has('leads.read-all')) tools.join(appRooms.owners(tenantId));
      if (actor.permissions.has('leads.read-team') && !actor.permissions.has('leads.read-all'))
        tools.join(appRooms.leader(tenantId, actor.membershipId));
      if (actor.permissions.has('sessions.read')) tools.join(appRooms.hosts(tenantId));
    },
    handlers: {
      async 'app:here'(_payload, { actor }) {
        if (actor?.kind === 'member') await onHere(actor.membershipId);
      },
    },
  });
