import { abuse } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createAbuseService, type AbuseService, type AbuseServiceDeps } from './abuse.service.ts';

export function createAbuseModule(deps: AbuseServiceDeps): ApiModule & { service: AbuseService } {
  const service = createAbuseService(deps);
  return {
    name: 'abuse',
    service,
    routes: [
      route(abuse.reportSite, async ({ body }) => {
        await service.report(body);
        return { received: true } as const;
      }),
      route(abuse.listAbuseReports, ({ query }) => service.list(query)),
      route(abuse.reviewAbuseReport, ({ actor, params, body }) =>
        service.review(actor.adminId, params.reportId, body.state),
      ),
      route(abuse.resolveAbuseReport, ({ actor, params, body }) =>
        service.resolve(actor, params.reportId, body.outcome, body.note),
      ),
    ],
  };
}
