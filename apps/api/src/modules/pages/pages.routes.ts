import path from 'node:path';
import fastifyCompress from '@fastify/compress';
import fastifyFormbody from '@fastify/formbody';
import fastifyStatic from '@fastify/static';
import { ProblemError } from '@stageline/contracts';
import type { FastifyInstance } from 'fastify';
import { inRequestContext } from '../../http/register-route.ts';
import { registerBookingPages } from './booking-pages.ts';
import { answerFailure } from './failure-pages.ts';
import { localeOf, sendPage, tenantOf } from './html.ts';
import { registerLanguageChoice } from './language.ts';
import { registerMailEngagement } from './mail-engagement.ts';
import { registerMailPreferences } from './mail-preferences.ts';
import type { PagesDeps } from './pages.types.ts';
import { placeForms, registerPlacePages } from './place-pages.ts';
import { registerRegistrationPages, registrationForms } from './registration-pages.ts';
import { registerReportPages, reportForms } from './report-pages.ts';
import { bareSite, registerShells, sendShell } from './shells.ts';
import { besideLine } from './site-line.ts';

const YEAR_SECONDS = 31_536_000;
const FORM_LIMIT_BYTES = 64 * 1024;

/** Pages for people: rendered on the server for visitors, the app's shell for everybody who signs in. */
export async function registerPages(app: FastifyInstance, deps: PagesDeps): Promise<void> {
  // First: a route keeps the handlers of the moment in which it is added.
  app.setNotFoundHandler(async (request, reply) => answerFailure(deps, request, reply, new ProblemError('not-found')));
  app.setErrorHandler(async (error, request, reply) => answerFailure(deps, request, reply, error));
  await app.register(fastifyCompress, {
    global: true,
    encodings: ['br', 'gzip'],
    threshold: 1024,
    brotliOptions: { params: { 0: 1, 1: 4 } },
  });
  await app.register(fastifyStatic, {
    root: path.resolve(deps.webDist, 'client/assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: YEAR_SECONDS * 1000,
    preCompressed: true,
  });
  registerOwnPages(app, deps);
  registerRegistrationPages(app, deps);
  registerPlacePages(app, deps);
  registerReportPages(app, deps);
  registerLanguageChoice(app);
  registerShells(app, deps);
  registerMailEngagement(app, deps.mailEngagement);
  await registerMailPreferences(app, {
    rateLimiter: deps.rateLimiter,
    preferences: deps.mailPreferences,
    localeOf: (request) => localeOf(request).locale,
    send: async (request, reply, page) =>
      sendPage(deps, request, reply, {
        kind: 'mail-preferences',
        site: await deps.site.publicView(tenantOf(request)),
        ...page,
      }),
  });
  await registerBookingPages(app, {
    ...deps.booking,
    rateLimiter: deps.rateLimiter,
    sendShell: async (request, reply, booking) =>
      sendShell(deps, request, reply, { host: 'tenant', site: await bareSite(deps, request) }, booking),
    sendPlain: async (request, reply, booking) =>
      sendPage(deps, request, reply, {
        kind: 'booking',
        site: await deps.site.publicView(tenantOf(request)),
        path: request.url,
        booking,
      }),
  });
  await app.register(async (forms) => {
    await forms.register(fastifyFormbody, { bodyLimit: FORM_LIMIT_BYTES });
    for (const [url, take] of Object.entries({ ...registrationForms, ...placeForms, ...reportForms }))
      forms.post(url, { constraints: { hostKind: 'tenant' } }, async (request, reply) =>
        inRequestContext(request, null, () => take(deps, request, reply)),
      );
  });
}

/** The platform's home, and of a site what its line is about and the pictures on its pages. */
function registerOwnPages(app: FastifyInstance, deps: PagesDeps): void {
  const tenant = { constraints: { hostKind: 'tenant' } };
  app.get('/', { constraints: { hostKind: 'platform' } }, async (request, reply) =>
    sendPage(deps, request, reply, { kind: 'platform-home', apex: deps.apex }),
  );
  app.get('/line', tenant, async (request, reply) =>
    inRequestContext(request, null, async () => {
      const [site, about, beside] = await Promise.all([
        deps.site.publicView(tenantOf(request)),
        deps.activity.about(),
        besideLine(deps),
      ]);
      return sendPage(deps, request, reply, { kind: 'about-line', site, about, beside });
    }),
  );
  app.get<{ Params: { key: string } }>('/media/:key', tenant, async (request, reply) => {
    const media = await inRequestContext(request, null, () => deps.readMedia(tenantOf(request), request.params.key));
    if (media === null) throw new ProblemError('not-found');
    return reply
      .header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .type(media.contentType)
      .send(media.bytes);
  });
}
