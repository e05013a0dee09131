import type { BookingStep, HostKind, ShellInput } from '@stageline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inRequestContext } from '../../http/register-route.ts';
import { startHtml, tenantOf } from './html.ts';
import type { PagesDeps } from './pages.types.ts';

/** Addresses at which the single-page app of each host starts; everything else is a 404. */
const appPaths: Readonly<Record<HostKind, readonly string[]>> = {
  tenant: [
    '/log-in',
    '/log-in/*',
    '/handover',
    '/invitation',
    '/dashboard',
    '/dashboard/*',
    '/room/:sessionId',
    '/join/:token',
    '/offer-over',
    '/order/:token',
    '/ordered/:offerId',
    '/join/:token/replay',
    '/replay/:key',
    '/support',
  ],
  platform: ['/sign-up', '/status', '/log-in', '/log-in/*', '/handover'],
  admin: [
    '/',
    '/log-in',
    '/tenants',
    '/tenants/*',
    '/brand-policy',
    '/broadcasts',
    '/abuse',
    '/paused-mail',
    '/sales-tax',
    '/audit',
    '/templates',
    '/isolation',
    '/mail',
    '/mail/*',
    '/admins',
    '/security',
    '/invitation',
  ],
};

/** The document in which the app starts. */
export function registerShells(app: FastifyInstance, deps: PagesDeps): void {
  for (const [host, paths] of Object.entries(appPaths) as [HostKind, readonly string[]][]) {
    for (const url of paths) {
      app.get(url, { constraints: { hostKind: host } }, async (request, reply) =>
        inRequestContext(request, null, async () => {
          const site = host === 'tenant' ? await bareSite(deps, request) : null;
          return sendShell(deps, request, reply, { host, site });
        }),
      );
    }
  }
}

/** No page of the app shows the blocks: they would only make its first byte larger. */
export const bareSite = async (deps: PagesDeps, request: FastifyRequest) => ({
  ...(await deps.site.publicView(tenantOf(request))),
  blocks: [],
});

/** @param booking what is shown as long as no script has run */
export function sendShell(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { host, site }: ShellInput,
  booking?: BookingStep,
): FastifyReply {
  const options = startHtml(deps, request, reply, 'app');
  const { pathname } = new URL(request.url, options.origin);
  const plain =
    booking === undefined || site === null
      ? {}
      : { plain: { kind: 'booking', site, path: request.url, booking } as const };
  return reply
    .header('referrer-policy', booking === undefined ? 'no-referrer' : 'same-origin')
    .send(deps.renderer.renderShell({ host, site, ...plain }, { ...options, path: pathname }));
}
