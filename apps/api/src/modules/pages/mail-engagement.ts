import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerAddress } from '../../http/caller-address.ts';
import { inRequestContext } from '../../http/register-route.ts';
import type { MailEngagementService } from '../mail-engagement/index.ts';
import { truncatedAddress } from '../registrations/index.ts';

export type EngagementPages = Pick<MailEngagementService, 'follow' | 'see'>;

type Asked = { Params: { token: string } };

/** The smallest GIF that is one: a point that nobody sees. */
const POINT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const callerOf = (request: FastifyRequest) => ({
  method: request.method,
  userAgent: request.headers['user-agent'] ?? '',
  network: truncatedAddress(callerAddress(request)),
});

/**
 * What the links and pictures of mails lead to (B-12). All that asking for them does is to note that somebody asked: scanners follow
 * every link, with HEAD and with GET. Where a link leads stands in the mail itself, never in what is sent.
 */
export function registerMailEngagement(app: FastifyInstance, engagement: EngagementPages): void {
  const tenant = { constraints: { hostKind: 'tenant' } };
  app.get<Asked>('/c/:token', tenant, async (request, reply) =>
    inRequestContext(request, null, async () => {
      const target = await engagement.follow(request.params.token, callerOf(request));
      // Whoever gets there is not told by whose link.
      return reply
        .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' })
        .redirect(target, 302);
    }),
  );
  app.get<Asked>('/o/:token', tenant, async (request, reply) =>
    inRequestContext(request, null, async () => {
      await engagement.see(request.params.token, callerOf(request));
      return reply.header('cache-control', 'no-store').type('image/gif').send(POINT);
    }),
  );
}
