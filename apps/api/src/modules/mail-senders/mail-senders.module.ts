import { mailSenders } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { createMailSendersService, type MailSendersDeps, type MailSendersService } from './mail-senders.service.ts';

const SWEEP_EVERY_MS = 15_000;

/** The own sender of a site: from an address to a key in the DNS. */
export function createMailSendersModule(deps: MailSendersDeps): ApiModule & { readonly service: MailSendersService } {
  const service = createMailSendersService(deps);
  return {
    name: 'mail-senders',
    service,
    routes: [
      route(mailSenders.getMailSender, () => service.page()),
      route(mailSenders.setMailSender, ({ body }) => service.set(body.address)),
      route(mailSenders.checkMailSender, () => service.check()),
      route(mailSenders.removeMailSender, () => service.remove()),
    ],
    schedules: [
      { name: 'mail senders that are due', everyMs: SWEEP_EVERY_MS, run: async () => void (await service.checkDue()) },
    ],
  };
}
