import type { ApiModule } from '../../http/module.ts';
import { memberRoutes } from './members.routes.ts';
import { createMembersService, type MembersService, type MembersServiceDeps } from './members.service.ts';

export function createMembersModule(deps: MembersServiceDeps): ApiModule & { service: MembersService } {
  const service = createMembersService(deps);
  return { name: 'members', service, routes: memberRoutes(service) };
}
