import { randomBytes } from 'node:crypto';
import path from 'node:path';
import fastifyCompress from '@fastify/compress';
import fastifyFormbody from '@fastify/formbody';
import fastifyStatic from '@fastify/static';
import {
  abuse,
  errorRegistry,
  idSchemas,
  line,
  LOCALE_COOKIE,
  negotiateLocale,
  type Locale,
  places,
  ProblemError,
  registrations,
  type BodyOf,
  type BookingStep,
  type BesideLine,
  type HostKind,
  type Leaderboard,
  PLAIN_REGISTRATION,
  Touch,
  type FormValues,
  type LineAbout,
  type PageInput,
  type PayingStanding,
  type PlaceView,
  type ReturnedForm,
  type SessionId,
  type ShellInput,
  type SimulatedMember,
  type site,
  type TenantId,
} from '@stageline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { cookieOf, setCookie } from '../../http/cookies.ts';
import { problemOf, sendProblem, setRetryAfter } from '../../http/problems.ts';
import type { RateLimiter } from '../../http/rate-limit.ts';
import { pageOf } from '../../http/origin.ts';
import { inRequestContext } from '../../http/register-route.ts';
import { contentSecurityPolicy, DOCUMENT_HEADERS, type CspProfile } from '../../http/security-headers.ts';
import { cameBack, type CameBack } from '../payments/index.ts';
import {
  FIRST_TOUCH_COOKIE,
  firstTouchCookie,
  isTold,
  readFirstTouch,
  touchOf,
  type RegistrationOrigin,
} from '../registrations/index.ts';
import { registerBookingPages, type BookingPages } from './booking-pages.ts';
import { takeForm } from './forms.ts';
import { registerLanguageChoice } from './language.ts';
import { registerMailEngagement, type EngagementPages } from './mail-engagement.ts';
import { registerMailPreferences, type PreferencePages } from './mail-preferences.ts';
import { asShown, type Variants } from './variants.ts';
import { noteVisit, type Visits } from './visits.ts';
import type { Renderer } from './renderer.ts';

type AbuseReport = z.output<typeof abuse.reportSite.body>;
type LineSnapshot = ReturnType<typeof line.LineSnapshot.parse>;

export interface PagesDeps {
  readonly renderer: Renderer;
  readonly webDist: string;
  readonly apex: string;
  readonly scheme: 'http' | 'https';
  readonly rateLimiter: RateLimiter;
  readonly site: {
    publicView(tenantId: TenantId): Promise<site.SiteView>;
    shareUrl(view: site.SiteView, locale: Locale): string;
    /** Where the site is for search engines and whoever it is shared with. */
    themeFor(tenantId: TenantId): Promise<{ readonly url: string }>;
  };
  readonly line: { snapshot(): Promise<LineSnapshot> };
  readonly leaderboard: { top(): Promise<Leaderboard | null> };
  readonly simulation: { newest(): Promise<readonly SimulatedMember[] | null> };
  readonly activity: { about(): Promise<LineAbout> };
  readonly visits: Visits;
  readonly experiments: Variants;
  readonly register: (
    form: registrations.RegistrationForm,
    origin: Pick<RegistrationOrigin, 'ip' | 'page' | 'firstTouch'>,
  ) => Promise<unknown>;
  /** Sends the mail of a registration once more, after the answer. */
  readonly sendAgain: (email: string) => void;
  readonly places: {
    view(token: string): Promise<PlaceView>;
    confirm(token: string): Promise<PlaceView>;
    show(token: string, shown: boolean): Promise<PlaceView>;
    leave(token: string): Promise<PlaceView>;
    giveUpSeat(token: string, sessionId: SessionId): Promise<PlaceView>;
    useCode(token: string, sessionId: SessionId, code: string): Promise<PlaceView>;
  };
  /** What became of what somebody went to pay. */
  readonly paying: (token: string, how: CameBack) => Promise<PayingStanding | null>;
  readonly booking: Pick<BookingPages, 'visitors' | 'booked' | 'siteTimeZone' | 'clock'>;
  readonly mailPreferences: PreferencePages['preferences'];
  readonly mailEngagement: EngagementPages;
  /** Masterclasses for calendars; null for one that is not announced here. */
  readonly calendar: {
    file(
      tenantId: TenantId,
      sessionId: SessionId,
      token: string | null,
    ): Promise<{ filename: string; contentType: string; content: string } | null>;
  };
  readonly report: (form: AbuseReport) => Promise<void>;
  readonly readMedia: (tenantId: TenantId, key: string) => Promise<{ bytes: Buffer; contentType: string } | null>;
}

const REGISTERED_COOKIE = 'stageline_registered';
/** Where the mail went: the page does not say it, but can have it sent again. */
const ADDRESS_COOKIE = 'stageline_registered_address';
/** Only the confirmation page needs it, and only for the minutes in which somebody may reload it. */
const REGISTERED_COOKIE_OPTIONS = { path: '/registered', httpOnly: true, sameSite: 'lax', maxAge: 600 } as const;
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
  registerVisitorPages(app, deps);
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
    const takers = {
      '/register': registerByForm,
      '/registered/send-again': sendAgainByForm,
      '/report': reportByForm,
      '/place/confirm': placeForm(places.confirmPlace, (service, { token }) => service.confirm(token)),
      '/place/visibility': placeForm(places.showInLine, (service, { token, shown }) =>
        service.show(token, shown === 'yes'),
      ),
      '/place/give-up-seat': placeForm(places.giveUpSeat, (service, { token, sessionId }) =>
        service.giveUpSeat(token, sessionId),
      ),
      '/place/use-code': placeForm(places.useCode, (service, { token, sessionId, code }) =>
        service.useCode(token, sessionId, code),
      ),
      '/place/leave': placeForm(places.leaveLine, (service, { token }) => service.leave(token)),
    };
    for (const [url, take] of Object.entries(takers))
      forms.post(url, { constraints: { hostKind: 'tenant' } }, async (request, reply) =>
        inRequestContext(request, null, () => take(deps, request, reply)),
      );
  });
}

function registerVisitorPages(app: FastifyInstance, deps: PagesDeps): void {
  const tenant = { constraints: { hostKind: 'tenant' } };
  app.get('/', { constraints: { hostKind: 'platform' } }, async (request, reply) =>
    sendPage(deps, request, reply, { kind: 'platform-home', apex: deps.apex }),
  );
  app.get('/', { ...tenant, onResponse: noteVisit(deps.visits, deps.experiments) }, async (request, reply) =>
    inRequestContext(request, null, async () => {
      const shown = await siteAndLine(deps, request);
      const touch = noteTouch(request, reply, shown.site.registration);
      return sendPage(deps, request, reply, { kind: 'landing', ...shown, ...invitationOf(request.query), touch });
    }),
  );
  app.get('/registered', tenant, async (request, reply) =>
    inRequestContext(request, null, async () => {
      const firstName = cookieOf(request, REGISTERED_COOKIE);
      if (firstName === undefined) return reply.redirect('/', 303);
      return sendRegistered(deps, request, reply, { firstName });
    }),
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
  app.get<{ Params: { token: string } }>('/place/:token', tenant, async (request, reply) =>
    inRequestContext(request, null, () => sendPlace(deps, request, reply, request.params.token)),
  );
  const toCalendar = async (request: FastifyRequest, reply: FastifyReply, sessionId: string, token: string | null) =>
    inRequestContext(request, null, async () => {
      const id = idSchemas.ses.safeParse(sessionId);
      const file = id.success ? await deps.calendar.file(tenantOf(request), id.data, token) : null;
      if (file === null) throw new ProblemError('not-found');
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${file.filename}"`)
        .type(file.contentType)
        .send(file.content);
    });
  app.get<{ Params: { sessionId: string } }>('/calendar/:sessionId', tenant, async (request, reply) =>
    toCalendar(request, reply, request.params.sessionId, null),
  );
  app.get<{ Params: { token: string; sessionId: string } }>(
    '/place/:token/calendar/:sessionId',
    tenant,
    async (request, reply) => toCalendar(request, reply, request.params.sessionId, request.params.token),
  );
  for (const [url, kind] of [['/report', 'report'] as const, ['/report/sent', 'reported'] as const])
    app.get(url, tenant, async (request, reply) =>
      inRequestContext(request, null, () => sendReport(deps, request, reply, { kind })),
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

function registerShells(app: FastifyInstance, deps: PagesDeps): void {
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
const bareSite = async (deps: PagesDeps, request: FastifyRequest) => ({
  ...(await deps.site.publicView(tenantOf(request))),
  blocks: [],
});

/** @param booking what is shown as long as no script has run */
function sendShell(
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

function tenantOf(request: FastifyRequest): TenantId {
  if (request.tenant === null) throw new ProblemError('not-found');
  return request.tenant.id;
}

async function siteAndLine(deps: PagesDeps, request: FastifyRequest) {
  const [site, line, beside] = await Promise.all([
    deps.site.publicView(tenantOf(request)),
    deps.line.snapshot(),
    besideLine(deps),
  ]);
  return { site, line, beside };
}

/** What the site shows beside its line. */
async function besideLine({ leaderboard, simulation }: PagesDeps): Promise<BesideLine> {
  const [ranked, simulated] = await Promise.all([leaderboard.top(), simulation.newest()]);
  return { ...(ranked && { leaderboard: ranked }), ...(simulated && { simulated }) };
}

/** The landing form without JavaScript. */
const registerByForm = (deps: PagesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: registrations.createRegistration,
      async accept(form) {
        await deps.register(form, {
          ip: request.ip,
          page: pageOf(request),
          firstTouch: readFirstTouch(cookieOf(request, FIRST_TOUCH_COOKIE)),
        });
        setCookie(reply, { ...REGISTERED_COOKIE_OPTIONS, name: REGISTERED_COOKIE, value: form.firstName });
        setCookie(reply, { ...REGISTERED_COOKIE_OPTIONS, name: ADDRESS_COOKIE, value: form.email });
        return reply.redirect('/registered', 303);
      },
      async showAgain({ values, issues }) {
        return sendPage(deps, request, reply, {
          kind: 'landing',
          ...(await siteAndLine(deps, request)),
          ...invitationOf(values),
          ...sentTouch(values),
          form: { values, issues },
        });
      },
    },
    request,
    reply,
  );

/**
 * "Nothing came? Send again": a form without script. The address is what the browser keeps of the registration, or what the form
 * carries where that was sent by script; whether it is anybody's, no answer tells.
 */
async function sendAgainByForm(deps: PagesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const kept = cookieOf(request, ADDRESS_COOKIE);
  const { firstName: sentName, ...body } = (request.body ?? {}) as Record<string, unknown>;
  const firstName =
    cookieOf(request, REGISTERED_COOKIE) ?? registrations.RegistrationForm.shape.firstName.safeParse(sentName).data;
  if (firstName === undefined) return reply.redirect('/', 303);
  request.body = { ...(kept !== undefined && { email: kept }), ...body };
  return takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: registrations.sendAgain,
      async accept({ email }) {
        deps.sendAgain(email);
        setCookie(reply, { ...REGISTERED_COOKIE_OPTIONS, name: REGISTERED_COOKIE, value: firstName });
        setCookie(reply, { ...REGISTERED_COOKIE_OPTIONS, name: ADDRESS_COOKIE, value: email });
        return reply.redirect('/registered?again=1', 303);
      },
      showAgain: () => sendRegistered(deps, request, reply, { firstName, again: 'failed' }),
    },
    request,
    reply,
  );
}

/** What one sees after registering, and after asking for the mail once more. */
async function sendRegistered(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { firstName, again }: { readonly firstName: string; readonly again?: 'failed' },
): Promise<FastifyReply> {
  const wasSent = (request.query as { again?: unknown }).again === '1' ? 'sent' : undefined;
  const state = again ?? wasSent;
  return sendPage(deps, request, reply, {
    kind: 'registered',
    ...(await siteAndLine(deps, request)),
    firstName,
    mayAskAgain: cookieOf(request, ADDRESS_COOKIE) !== undefined,
    ...(state !== undefined && { again: state }),
  });
}

/** By whose invitation somebody came: what no invitation carries is left out of the page. */
function invitationOf(values: unknown): { readonly via?: string } {
  const { via } = values as { via?: unknown };
  return typeof via === 'string' && /^[0-9a-z]{1,40}$/.test(via) ? { via } : {};
}

/** How somebody came; the browser keeps the first visit that says so, where the site wants it to (B-13). */
function noteTouch(request: FastifyRequest, reply: FastifyReply, { rememberFirstTouch } = PLAIN_REGISTRATION): Touch {
  const { headers, host, url, query } = request;
  const touch = touchOf(query, { referer: headers.referer, host, path: url.split('?')[0] ?? '/' });
  const isFirst = isTold(touch) && readFirstTouch(cookieOf(request, FIRST_TOUCH_COOKIE)) === undefined;
  if (isFirst && rememberFirstTouch) setCookie(reply, firstTouchCookie(touch, new Date()));
  return touch;
}

/** How somebody came to a page whose form came back. */
function sentTouch(values: FormValues): { readonly touch?: Touch } {
  const sent = Object.entries(values).flatMap(([name, value]) =>
    name.startsWith('touch.') ? [[name.slice('touch.'.length), value] as const] : [],
  );
  const touch = Touch.safeParse(Object.fromEntries(sent));
  return touch.success ? { touch: touch.data } : {};
}

/** A personal link's page. Looking at it changes nothing: mail scanners follow every link. */
async function sendPlace(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  form?: ReturnedForm,
): Promise<FastifyReply> {
  const [shown, place] = await Promise.all([siteAndLine(deps, request), placeOf(deps, token)]);
  if (place === null && form === undefined) void reply.code(404);
  const stands = place?.state === 'standing' || place?.state === 'hidden';
  const [talkable, paying] = await Promise.all([
    stands ? deps.booking.visitors.talkable(tenantOf(request), token) : [],
    place === null ? null : payingOf(deps, request),
  ]);
  const more = { ...(form && { form }), ...(paying && { paying }) };
  return sendPage(deps, request, reply, { kind: 'place', ...shown, token, place, talkable, ...more });
}

/** Of whoever comes back from paying an invoice. */
async function payingOf(deps: PagesDeps, request: FastifyRequest): Promise<PayingStanding | null> {
  const query = request.query as Readonly<Record<string, unknown>>;
  const how = cameBack.find((each) => typeof query[each] === 'string');
  return how === undefined ? null : deps.paying(query[how] as string, how);
}

/** Null where the link leads nowhere: garbled, made up, or of another site. */
async function placeOf(deps: PagesDeps, token: string): Promise<PlaceView | null> {
  try {
    return await deps.places.view(token);
  } catch (error) {
    if (problemOf(error).code === 'invalid-link') return null;
    throw error;
  }
}

/** What somebody does with their own place, as a form of its page. */
const placeForm =
  <
    O extends
      | typeof places.confirmPlace
      | typeof places.showInLine
      | typeof places.leaveLine
      | typeof places.giveUpSeat
      | typeof places.useCode,
  >(
    operation: O,
    act: (service: PagesDeps['places'], body: BodyOf<O>) => Promise<unknown>,
  ) =>
  (deps: PagesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    takeForm(
      deps.rateLimiter,
      tenantOf(request),
      {
        operation,
        async accept(body) {
          await act(deps.places, body as BodyOf<O>);
          return reply.redirect(`/place/${encodeURIComponent(body.token)}`, 303);
        },
        showAgain: (form) => sendPlace(deps, request, reply, form.values['token'] ?? '', form),
      },
      request,
      reply,
    );

/** The report of a site, which is a form and no more: whoever has reason to report a page may not trust its scripts. */
const reportByForm = (deps: PagesDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: abuse.reportSite,
      async accept(form) {
        await deps.report(form);
        return reply.redirect('/report/sent', 303);
      },
      showAgain: (form) => sendReport(deps, request, reply, { kind: 'report', form }),
    },
    request,
    reply,
  );

const sendReport = async (
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  page: { readonly kind: 'report'; readonly form?: ReturnedForm } | { readonly kind: 'reported' },
): Promise<FastifyReply> =>
  sendPage(deps, request, reply, { ...page, site: await deps.site.publicView(tenantOf(request)) });

/** @param origin where the page is, for the addresses in its head */
function startHtml(
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
const localeOf = (request: FastifyRequest) =>
  negotiateLocale(request.headers['accept-language'], cookieOf(request, LOCALE_COOKIE));

async function sendPage(
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

/**
 * An API path answers a problem, a file two words, a page the neutral document; none of them tells an unknown host from a
 * suspended one. Who asks for a page while a store is away reads that in words, too, not as JSON.
 */
async function answerFailure(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): Promise<FastifyReply> {
  const problem = problemOf(error);
  if (isAboutUs(problem) && isPageAsked(request)) return sendBusy(deps, request, reply, problem);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const wantsProblem = !isRead || request.url.startsWith('/api/') || problem.code !== 'not-found';
  if (wantsProblem) return sendProblem(error, request, reply);
  if (/^\/(?:assets|media)\//.test(request.url)) return reply.code(404).type('text/plain').send('Not found\n');
  return sendPage(deps, request, reply.code(404), { kind: 'neutral', ...wayIn(deps, request) });
}

/**
 * Members of a suspended site learn at the platform's log-in what has happened. The way there is shown at every host that
 * is not served, so it tells nobody whether there is a site.
 */
const wayIn = ({ scheme, apex }: PagesDeps, { tenant, url }: FastifyRequest) =>
  tenant === null && /^\/(?:log-in|dashboard)(?:[/?]|$)/.test(url) ? { logInUrl: `${scheme}://${apex}/log-in` } : {};

/** It passes by itself: nothing about the request is wrong. */
const isAboutUs = ({ code }: ProblemError): boolean =>
  errorRegistry[code].status >= 500 || code === 'too-many-requests';

/** Whether a browser went there, rather than a script or a picture. */
const isPageAsked = ({ url, headers }: FastifyRequest): boolean =>
  !/^\/(?:api|assets|media)\//.test(url) && headers.accept?.includes('text/html') === true;

function sendBusy(
  deps: PagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemError,
): Promise<FastifyReply> {
  request.log.error({ err: problem.cause ?? problem }, 'page failed');
  setRetryAfter(problem, reply);
  return sendPage(deps, request, reply.code(errorRegistry[problem.code].status), { kind: 'neutral', says: 'busy' });
}
