import { isLocale, LOCALE_COOKIE, ProblemError, type HostKind } from '@stageline/contracts';
import type { FastifyInstance } from 'fastify';
import { setCookie } from '../../http/cookies.ts';

const YEAR_SECONDS = 31_536_000;
const HERE = 'https://here.invalid';

/**
 * The choice of a language, as a link that works without JavaScript: `/language/de?next=/dashboard` keeps the choice on
 * this host and goes back. That a foreign page can send somebody here is no harm.
 */
export function registerLanguageChoice(app: FastifyInstance): void {
  for (const host of ['tenant', 'platform', 'admin'] satisfies HostKind[]) {
    app.get<{ Params: { locale: string }; Querystring: { next?: unknown } }>(
      '/language/:locale',
      { constraints: { hostKind: host } },
      async (request, reply) => {
        const { locale } = request.params;
        if (!isLocale(locale)) throw new ProblemError('not-found');
        setCookie(reply, { name: LOCALE_COOKIE, value: locale, path: '/', sameSite: 'lax', maxAge: YEAR_SECONDS });
        return reply.redirect(pathOf(request.query.next), 303);
      },
    );
  }
}

/** A path of this host; whatever leads elsewhere leads to the front page. */
function pathOf(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search } = new URL(next, HERE);
  return origin === HERE ? pathname + search : '/';
}
