import { signups } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { SignupsService } from './signups.service.ts';

export function signupRoutes(service: SignupsService): RouteBinding[] {
  return [
    route(signups.createSignup, ({ body }) => service.create(body)),
    route(signups.getSignup, ({ params, query }) => service.progress(params.signupId, query.token)),
    route(signups.checkSlug, ({ params }) => service.checkSlug(params.slug)),
  ];
}
