import { mailStandings, type AdminId } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createMailStandingService, type MailStandingDeps, type MailStandingService } from './mail-standing.service.ts';

export type MailStandingModuleDeps = MailStandingDeps & {
  readonly adminName: (id: AdminId) => Promise<string | null>;
};

/** Pauses sites whose mails come back, and lets central administrators decide what becomes of it. */
export function createMailStandingModule(
  deps: MailStandingModuleDeps,
): ApiModule & { readonly service: MailStandingService } {
  const service = createMailStandingService(deps);
  return {
    name: 'mail-standing',
    service,
    routes: [
      route(mailStandings.getMailStanding, async () => ({ pause: await service.current() })),
      route(mailStandings.listMailStandings, ({ query }) => service.list(query)),
      route(mailStandings.releaseMail, ({ params, body }) => service.release(params.tenantId, body.reason)),
      route(mailStandings.keepMailPaused, async ({ actor, params, body }) => {
        const name = (await deps.adminName(actor.adminId)) ?? actor.adminId;
        await service.keep(params.tenantId, name, body.reason);
      }),
    ],
  };
}
