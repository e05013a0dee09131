import { PLAIN_REGISTRATION, registrations, Touch, type FormValues } from '@stageline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf, setCookie } from '../../http/cookies.ts';
import { pageOf } from '../../http/origin.ts';
import { inRequestContext } from '../../http/register-route.ts';
import { FIRST_TOUCH_COOKIE, firstTouchCookie, isTold, readFirstTouch, touchOf } from '../registrations/index.ts';
import { takeForm } from './forms.ts';
import { sendPage, tenantOf } from './html.ts';
import type { FormTakers, PagesDeps } from './pages.types.ts';
import { siteAndLine } from './site-line.ts';
import { noteVisit } from './visits.ts';

const REGISTERED_COOKIE = 'stageline_registered';
/** Where the mail went: the page does not say it, but can have it sent again. */
const ADDRESS_COOKIE = 'stageline_registered_address';
/** Only the confirmation page needs it, and only for the minutes in which somebody may reload it. */
const REGISTERED_COOKIE_OPTIONS = { path: '/registered', httpOnly: true, sameSite: 'lax', maxAge: 600 } as const;

/** A site's landing page, and what follows a registration. */
export function registerRegistrationPages(app: FastifyInstance, deps: PagesDeps): void {
  const tenant = { constraints: { hostKind: 'tenant' } };
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

export const registrationForms: FormTakers = {
  '/register': registerByForm,
  '/registered/send-again': sendAgainByForm,
};
