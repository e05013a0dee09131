import fastifyFormbody from '@fastify/formbody';
import {
  booking,
  ProblemError,
  type BookedCall,
  type BookingForm,
  type BookingStep,
  type FreeTimes,
  type ReturnedForm,
  type TenantId,
} from '@stageline/contracts';
import { addDays, instantOf, wallTimeOf } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemOf } from '../../http/problems.ts';
import type { RateLimiter } from '../../http/rate-limit.ts';
import { inRequestContext } from '../../http/register-route.ts';
import type { BookedService, BookingService } from '../calls/index.ts';
import { takeForm } from './forms.ts';

type Send = (request: FastifyRequest, reply: FastifyReply, booking: BookingStep) => Promise<FastifyReply>;

export interface BookingPages {
  readonly visitors: Pick<BookingService, 'list' | 'page' | 'slots' | 'hold' | 'held' | 'confirm' | 'talkable'>;
  readonly booked: Pick<BookedService, 'get' | 'slots' | 'reschedule' | 'cancel' | 'stopTexts'>;
  readonly siteTimeZone: () => Promise<string>;
  readonly clock: Clock;
  readonly rateLimiter: RateLimiter;
  /** The app's document, which shows this as long as no script has run. */
  readonly sendShell: Send;
  /** A document without script. */
  readonly sendPlain: Send;
}

const tenant = { constraints: { hostKind: 'tenant' } };
const BODY_LIMIT_BYTES = 64 * 1024;
/** Days that one page looks through, and how many such spans by itself until something is free. */
const SPAN_DAYS = 28;
const LOOK_AHEAD = 3;
/** Looking at a page asks for the same as the script does, which has its own bucket. */
const LOOK = { points: 120, perSeconds: 60, by: 'ip' } as const;

/** What the address of a page says; what makes no sense is left out. */
const Query = z.object({
  zone: booking.BookingForm.shape.timeZone.optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  day: z.iso.date().optional().catch(undefined),
  t: booking.BookingForm.shape.personalToken.catch(undefined),
  hold: booking.BookingForm.shape.hold.optional().catch(undefined),
  code: z.enum(['slot-taken', 'hold-over']).optional().catch(undefined),
});
type Query = z.infer<typeof Query>;

const Answer = booking.BookingForm.shape.answers.unwrap().element.shape;
/** HTML has no lists, and no truth: the answers come by the ids of their questions, and a box as a word. */
const confirmByForm = {
  ...booking.confirmCall,
  body: booking.BookingForm.extend({
    answers: z.record(Answer.id, Answer.answer).default({}),
    wantsTexts: z.literal('yes').optional(),
  }).transform(({ answers, wantsTexts, ...form }): BookingForm => ({
    ...form,
    wantsTexts: wantsTexts === 'yes',
    answers: Object.entries(answers).map(([id, answer]) => ({ id, answer })),
  })),
};

/**
 * Booking a call, moving it and calling it off without script (E-12): each step is a page, each deed a form or a link. The first
 * page of each is the app's document, which takes over where its script runs.
 */
export async function registerBookingPages(app: FastifyInstance, deps: BookingPages): Promise<void> {
  const page = <P extends Record<string, string>>(
    url: string,
    show: (deps: BookingPages, request: FastifyRequest<{ Params: P }>, reply: FastifyReply) => Promise<FastifyReply>,
  ) =>
    app.get<{ Params: P }>(url, tenant, async (request, reply) =>
      inRequestContext(request, null, async () => {
        await deps.rateLimiter.operation('booking.look', LOOK, tenantOf(request), request.ip);
        return show(deps, request as FastifyRequest<{ Params: P }>, reply);
      }),
    );
  page('/book', async ({ visitors, sendShell }, request, reply) =>
    sendShell(request, reply, { step: 'list', ...(await visitors.list()) }),
  );
  page<{ slug: string }>('/book/:slug', showTimes);
  page<{ slug: string }>('/book/:slug/details', showDetails);
  page<{ token: string }>('/call/:token', showBooked);
  page<{ token: string }>('/call/:token/move', showMove);
  await app.register(async (forms) => {
    await forms.register(fastifyFormbody, { bodyLimit: BODY_LIMIT_BYTES });
    const form = <P extends Record<string, string>>(
      url: string,
      take: (deps: BookingPages, request: FastifyRequest<{ Params: P }>, reply: FastifyReply) => Promise<FastifyReply>,
    ) =>
      forms.post<{ Params: P }>(url, tenant, async (request, reply) =>
        inRequestContext(request, null, () => take(deps, request as FastifyRequest<{ Params: P }>, reply)),
      );
    form<{ slug: string }>('/book/:slug/hold', takeHold);
    form<{ slug: string }>('/book/:slug/details', takeDetails);
    form<{ token: string }>('/call/:token/move', takeMove);
    form<{ token: string }>('/call/:token/cancel', takeCancel);
    form<{ token: string }>('/call/:token/stop-texts', takeStop);
  });
}

type OfSlug = FastifyRequest<{ Params: { slug: string } }>;
type OfToken = FastifyRequest<{ Params: { token: string } }>;

function tenantOf(request: FastifyRequest): TenantId {
  if (request.tenant === null) throw new ProblemError('not-found');
  return request.tenant.id;
}
const queryOf = (request: FastifyRequest): Query => Query.parse(request.query);

/** A path with what of a query is there. */
function withQuery(path: string, query: Partial<Record<keyof Query, string | null | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
const bookPath = (slug: string, rest = ''): string => `/book/${encodeURIComponent(slug)}${rest}`;
const callPath = (token: string, rest = ''): string => `/call/${encodeURIComponent(token)}${rest}`;

/** What answers the page of something that is not there, or is no more; every other failure goes on. */
async function unlessGone<T>(what: Promise<T>): Promise<T | null> {
  try {
    return await what;
  } catch (error) {
    if (problemOf(error).code === 'not-found') return null;
    throw error;
  }
}

/** The free times of the first weeks that have any, from the day that was asked for on. */
async function freeTimes(
  { siteTimeZone, clock }: Pick<BookingPages, 'siteTimeZone' | 'clock'>,
  { zone, from: asked, day }: Query,
  load: (range: { readonly from: string; readonly to: string }) => Promise<{ readonly slots: readonly string[] }>,
): Promise<FreeTimes> {
  const timeZone = zone ?? (await siteTimeZone());
  const today = wallTimeOf(clock.now(), timeZone).date;
  let from = asked !== undefined && asked > today ? asked : today;
  const spanOf = (first: string) => ({
    from: instantOf(first, '00:00', timeZone),
    to: instantOf(addDays(first, SPAN_DAYS), '00:00', timeZone),
  });
  let { slots } = await load(spanOf(from));
  for (let looked = 1; slots.length === 0 && asked === undefined && looked < LOOK_AHEAD; looked += 1) {
    from = addDays(from, SPAN_DAYS);
    ({ slots } = await load(spanOf(from)));
  }
  const byDay = Map.groupBy(slots, (slot) => wallTimeOf(new Date(slot), timeZone).date);
  const days = [...byDay].map(([each, of]) => ({ day: each, count: of.length }));
  const chosen = day !== undefined && byDay.has(day) ? day : (days[0]?.day ?? null);
  const before = addDays(from, -SPAN_DAYS);
  return {
    timeZone,
    from,
    earlier: from <= today ? null : before < today ? today : before,
    later: addDays(from, SPAN_DAYS),
    days,
    chosen,
    slots: chosen === null ? [] : byDay.get(chosen)!,
  };
}

async function showTimes(deps: BookingPages, request: OfSlug, reply: FastifyReply): Promise<FastifyReply> {
  const { slug } = request.params;
  const query = queryOf(request);
  const { t = null, hold = null, code } = query;
  const page = await unlessGone(deps.visitors.page(tenantOf(request), slug, query.t));
  if (page === null) return deps.sendShell(request, reply.code(404), { step: 'gone' });
  const times = await freeTimes(deps, query, (range) => deps.visitors.slots(slug, range));
  // What brought a problem with it is a step of whoever has no script: they go on like that.
  const send = code === undefined ? deps.sendShell : deps.sendPlain;
  return send(request, reply, {
    step: 'times',
    page,
    times,
    personalToken: t,
    replaces: hold,
    ...(code !== undefined && { code }),
  });
}

/** Keeps a time, and goes on to who it is. */
function takeHold(deps: BookingPages, request: OfSlug, reply: FastifyReply): Promise<FastifyReply> {
  const { slug } = request.params;
  const { t, zone } = queryOf(request);
  return takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: booking.holdSlot,
      async accept(body) {
        const { hold } = await deps.visitors.hold(slug, { ...body, personalToken: t });
        return reply.redirect(withQuery(bookPath(slug, '/details'), { hold, zone, t }), 303);
      },
      async showAgain({ code }) {
        const page = await unlessGone(deps.visitors.page(tenantOf(request), slug, t));
        if (page === null) return deps.sendPlain(request, reply.code(404), { step: 'gone' });
        const times = await freeTimes(deps, { zone }, (range) => deps.visitors.slots(slug, range));
        return deps.sendPlain(request, reply, {
          step: 'times',
          page,
          times,
          personalToken: t ?? null,
          replaces: null,
          code,
        });
      },
    },
    request,
    reply,
  );
}

async function showDetails(
  deps: BookingPages,
  request: OfSlug,
  reply: FastifyReply,
  form?: ReturnedForm,
): Promise<FastifyReply> {
  const { slug } = request.params;
  const { t, zone, hold: secret } = queryOf(request);
  const page = await unlessGone(deps.visitors.page(tenantOf(request), slug, t));
  if (page === null) return deps.sendPlain(request, reply.code(404), { step: 'gone' });
  const hold = secret === undefined ? null : await deps.visitors.held(slug, secret);
  if (hold === null) return reply.redirect(withQuery(bookPath(slug), { zone, t, code: 'hold-over' }), 303);
  return deps.sendPlain(request, reply, {
    step: 'details',
    page,
    hold,
    timeZone: zone ?? (await deps.siteTimeZone()),
    personalToken: t ?? null,
    ...(form && { form }),
  });
}

function takeDetails(deps: BookingPages, request: OfSlug, reply: FastifyReply): Promise<FastifyReply> {
  const { slug } = request.params;
  const { t, zone } = queryOf(request);
  return takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: confirmByForm,
      async accept(form) {
        const { token } = await deps.visitors.confirm(tenantOf(request), slug, form);
        return reply.redirect(callPath(token), 303);
      },
      async showAgain(form) {
        const { code } = form;
        // The time is gone, and with it the form: another one first.
        if (code === 'slot-taken' || code === 'hold-over')
          return reply.redirect(withQuery(bookPath(slug), { zone, t, code }), 303);
        return showDetails(deps, request, reply, form);
      },
    },
    request,
    reply,
  );
}

async function showBooked(
  deps: BookingPages,
  request: OfToken,
  reply: FastifyReply,
  form?: ReturnedForm,
): Promise<FastifyReply> {
  const call = await unlessGone(deps.booked.get(tenantOf(request), request.params.token));
  const send = form === undefined ? deps.sendShell : deps.sendPlain;
  if (call === null) return send(request, reply.code(404), { step: 'lost' });
  return send(request, reply, { step: 'booked', call, ...(form && { form }) });
}

const isChangeable = ({ changeableUntil }: BookedCall): boolean => changeableUntil !== null;

async function showMove(
  deps: BookingPages,
  request: OfToken,
  reply: FastifyReply,
  form?: ReturnedForm,
): Promise<FastifyReply> {
  const { token } = request.params;
  const call = await unlessGone(deps.booked.get(tenantOf(request), token));
  if (call === null) return deps.sendPlain(request, reply.code(404), { step: 'lost' });
  if (!isChangeable(call)) return reply.redirect(callPath(token), 303);
  const query = { ...queryOf(request) };
  const times = await freeTimes(deps, { ...query, zone: query.zone ?? call.timeZone }, (range) =>
    deps.booked.slots(tenantOf(request), token, range),
  );
  return deps.sendPlain(request, reply, { step: 'move', call, times, ...(form && { code: form.code }) });
}

const takeMove = (deps: BookingPages, request: OfToken, reply: FastifyReply): Promise<FastifyReply> =>
  takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: booking.rescheduleBooked,
      async accept(body) {
        const { token } = request.params;
        await deps.booked.reschedule(tenantOf(request), token, body);
        return reply.redirect(callPath(token), 303);
      },
      showAgain: (form) => showMove(deps, request, reply, form),
    },
    request,
    reply,
  );

const takeCancel = (deps: BookingPages, request: OfToken, reply: FastifyReply): Promise<FastifyReply> =>
  takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: booking.cancelBooked,
      async accept({ reason }) {
        const { token } = request.params;
        await deps.booked.cancel(tenantOf(request), token, reason);
        return reply.redirect(callPath(token), 303);
      },
      showAgain: (form) => showBooked(deps, request, reply, form),
    },
    request,
    reply,
  );

const takeStop = (deps: BookingPages, request: OfToken, reply: FastifyReply): Promise<FastifyReply> =>
  takeForm(
    deps.rateLimiter,
    tenantOf(request),
    {
      operation: booking.stopTexts,
      async accept() {
        const { token } = request.params;
        await deps.booked.stopTexts(tenantOf(request), token);
        return reply.redirect(callPath(token), 303);
      },
      showAgain: (form) => showBooked(deps, request, reply, form),
    },
    request,
    reply,
  );
