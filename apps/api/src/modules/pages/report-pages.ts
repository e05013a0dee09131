import { abuse, type ReturnedForm } from '@stageline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inRequestContext } from '../../http/register-route.ts';
import { takeForm } from './forms.ts';
import { sendPage, tenantOf } from './html.ts';
import type { FormTakers, PagesDeps } from './pages.types.ts';

/** Where a visitor reports a site. */
export function registerReportPages(app: FastifyInstance, deps: PagesDeps): void {
  for (const [url, kind] of [['/report', 'report'] as const, ['/report/sent', 'reported'] as const])
    app.get(url, { constraints: { hostKind: 'tenant' } }, async (request, reply) =>
      inRequestContext(request, null, () => sendReport(deps, request, reply, { kind })),
    );
}

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

export const reportForms: FormTakers = { '/report': reportByForm };
