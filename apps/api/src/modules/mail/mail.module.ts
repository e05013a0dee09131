import type { ApiModule } from '../../http/module.ts';
import { mailSubscribers } from './mail.events.ts';
import { createMailService, type MailService, type MailServiceDeps } from './mail.service.ts';

/** Mail has no routes of its own: modules send through the service, the admin host shows the mailbox. */
export function createMailModule(deps: MailServiceDeps): ApiModule & { service: MailService } {
  const service = createMailService(deps);
  return { name: 'mail', service, subscribers: mailSubscribers(service) };
}
