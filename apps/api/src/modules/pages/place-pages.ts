import {
  idSchemas,
  places,
  ProblemError,
  type BodyOf,
  type PayingStanding,
  type PlaceView,
  type ReturnedForm,
} from '@stageline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../../http/problems.ts';
import { inRequestContext } from '../../http/register-route.ts';
import { cameBack } from '../payments/index.ts';
import { takeForm } from './forms.ts';
import { sendPage, tenantOf } from './html.ts';
import type { FormTakers, PagesDeps } from './pages.types.ts';
import { siteAndLine } from './site-line.ts';

/** The page behind a personal link, and masterclasses for calendars. */
export function registerPlacePages(app: FastifyInstance, deps: PagesDeps): void {
  const tenant = { constraints: { hostKind: 'tenant' } };
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

export const placeForms: FormTakers = {
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
