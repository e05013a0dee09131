import { members } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { MembersService } from './members.service.ts';

/** The contract's access rule (owner only) is the policy of every route here. */
export function memberRoutes(service: MembersService): RouteBinding[] {
  return [
    route(members.listMembers, async () => ({ items: await service.list() })),
    route(members.addMember, ({ body }) => service.add(body)),
    route(members.updateMember, ({ params, body }) => service.setActive(params.membershipId, body.active)),
  ];
}
