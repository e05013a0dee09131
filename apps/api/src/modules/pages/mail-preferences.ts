import { createHash } from 'node:crypto';
import {
  mailPreferences,
  ProblemError,
  type Locale,
  type MailPreferences,
  type StoppableMailTopic,
} from '@stageline/contracts';
import fastifyFormbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimiter } from '../../http/rate-limit.ts';
import { inRequestContext } from '../../http/register-route.ts';

export interface PreferencePages {
  readonly rateLimiter: RateLimiter;
  readonly preferences: {
    view(token: string, locale: Locale): Promise<MailPreferences>;
    stopByOneClick(token: string): Promise<void>;
    stop(token: string, topics: readonly StoppableMailTopic[]): Promise<void>;
    allow(token: string, topics: readonly StoppableMailTopic[]): Promise<void>;
    agree(
      token: string,
      given: { readonly version: string; readonly locale: Locale; readonly page: string; readonly ip: string },
    ): Promise<boolean>;
  };
  readonly localeOf: (request: FastifyRequest) => Locale;
  readonly send: (
    request: FastifyRequest,
    reply: FastifyReply,
    page: {
      readonly token: string;
      readonly preferences: MailPreferences;
      readonly done?: mailPreferences.MailPreferencesDeed;
    },
  ) => Promise<FastifyReply>;
}

type Asked = FastifyRequest<{ Params: { token: string }; Querystring: { done?: unknown } }>;

const AT = '/mails/:token';
/** Mail programs post a field or two; a reader one button. */
const BODY_LIMIT_BYTES = 8 * 1024;
/** Counted by the link and not by the address: a mail provider clicks for all its readers from a few. */
const LIMIT = { points: 60, perSeconds: 60, by: 'ip' } as const;
/** A part of a form as mail programs write it (RFC 8058, 3.2, asks for this encoding first). */
const ONE_CLICK_PART = /name="?List-Unsubscribe"?[^\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click/i;

/**
 * The page of whoever holds the link of a mail (B-08, B-09). Looking at it changes nothing: scanners follow every link. The link
 * is the only key, so a post needs neither a cookie nor an origin, and mail programs send none.
 */
export async function registerMailPreferences(app: FastifyInstance, deps: PreferencePages): Promise<void> {
  const tenant = { constraints: { hostKind: 'tenant' } };
  app.get<{ Params: { token: string }; Querystring: { done?: unknown } }>(AT, tenant, async (request, reply) =>
    inRequestContext(request, null, () => show(deps, request, reply)),
  );
  await app.register(async (forms) => {
    await forms.register(fastifyFormbody, { bodyLimit: BODY_LIMIT_BYTES });
    forms.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, done) =>
        done(null, ONE_CLICK_PART.test(String(body)) ? { 'List-Unsubscribe': 'One-Click' } : {}),
    );
    forms.post<{ Params: { token: string } }>(AT, tenant, async (request, reply) =>
      inRequestContext(request, null, () => take(deps, request, reply)),
    );
  });
}

async function show({ preferences, localeOf, send }: PreferencePages, request: Asked, reply: FastifyReply) {
  const { token } = request.params;
  const { success, data: done } = mailPreferences.MailPreferencesDeed.safeParse(request.query.done);
  const view = await preferences.view(token, localeOf(request));
  return send(request, reply, { token, preferences: view, ...(success && { done }) });
}

async function take(
  { preferences, rateLimiter, localeOf }: PreferencePages,
  request: FastifyRequest<{ Params: { token: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params;
  const caller = createHash('sha256').update(token).digest('base64url');
  await rateLimiter.operation('mail-preferences.change', LIMIT, request.tenant?.id ?? null, caller);
  const body = (request.body ?? {}) as Record<string, unknown>;
  if (body['List-Unsubscribe'] === 'One-Click') {
    await preferences.stopByOneClick(token);
    return reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('Unsubscribed\n');
  }
  const form = mailPreferences.MailPreferencesForm.safeParse(body);
  if (!form.success) throw new ProblemError('bad-request');
  const own = `/mails/${encodeURIComponent(token)}`;
  if (form.data.do === 'agree') {
    const { version } = form.data;
    // What is kept names the page and not the secret of its link.
    const page = `${request.protocol}://${request.host}/mails`;
    const given = { version, locale: localeOf(request), page, ip: request.ip };
    const isDone = await preferences.agree(token, given);
    // Words that have changed meanwhile are shown before anybody agrees to them.
    return reply.redirect(isDone ? `${own}?done=agree` : own, 303);
  }
  const { do: deed, topic } = form.data;
  await preferences[deed](token, mailPreferences.topicsOf(topic));
  return reply.redirect(`${own}?done=${deed}`, 303);
}
