import { randomBytes } from 'node:crypto';
import { LOCALE_COOKIE, negotiateLocale, ProblemError, type PageInput, type TenantId } from '@stageline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from '../../http/cookies.ts';
import { contentSecurityPolicy, DOCUMENT_HEADERS, type CspProfile } from '../../http/security-headers.ts';
import type { PagesDeps } from './pages.types.ts';
import { asShown } from './variants.ts';

export function tenantOf(request: FastifyRequest): TenantId {
  if (request.tenant === null) throw new ProblemError('not-found');
  return request.tenant.id;
}

/** @param origin where the page is, for the addresses in its head */
export function startHtml(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  profile: CspProfile,
  origin = `${deps.scheme}://${request.host}`,
) {
  const nonce = randomBytes(16).toString('base64');
  const locale = localeOf(request);
  void reply
    .type('text/html; charset=utf-8')
    .headers(DOCUMENT_HEADERS)
    .header('cache-control', 'no-store')
    .header('content-language', locale.tag)
    .header('content-security-policy', contentSecurityPolicy(profile, nonce));
  return { nonce, origin, now: new Date().toISOString(), locale };
}

/** The language that a browser asks for, or its person chose. */
export const localeOf = (request: FastifyRequest) =>
  negotiateLocale(request.headers['accept-language'], cookieOf(request, LOCALE_COOKIE));

export async function sendPage(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  input: PageInput,
): Promise<FastifyReply> {
  const options = startHtml(deps, request, reply, 'public-page', await originOf(deps, request, input));
  // The address of such a page is a secret. Not `no-referrer`: with that, browsers keep the origin of its forms to themselves.
  if (input.kind === 'place' || input.kind === 'mail-preferences' || input.kind === 'booking')
    void reply.header('referrer-policy', 'same-origin');
  const { locale } = options.locale;
  if (input.kind !== 'landing') return reply.send(deps.renderer.renderPage(input, options));
  // The picture is of the page as it is published: whoever fetches it is a robot, which sees that one.
  const shareUrl = deps.site.shareUrl(input.site, locale);
  const landing = await asShown(deps.experiments, request, reply, { ...input, shareUrl });
  return reply.send(deps.renderer.renderPage(landing, options));
}

/** One page has one address, by whichever of its hosts somebody came. */
async function originOf(deps: PagesDeps, { tenant }: FastifyRequest, { kind }: PageInput): Promise<string | undefined> {
  if (kind === 'platform-home') return `${deps.scheme}://${deps.apex}`;
  return tenant === null || kind === 'neutral' ? undefined : (await deps.site.themeFor(tenant.id)).url;
}
