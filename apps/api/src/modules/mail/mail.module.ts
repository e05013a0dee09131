import type { ApiModule } from '../../http/module.ts';
import { mailSubscribers } from './mail.events.ts';
import { createMailService, type MailService, type MailServiceDeps } from './mail.service.ts';
import { mailWebhook, type ProviderEventsDeps } from './provider-events.ts';

export type MailModuleDeps = MailServiceDeps & ProviderEventsDeps;

/** Modules send through the service; the admin host shows the mailbox, the log of a site its mails. */
export function createMailModule(deps: MailModuleDeps): ApiModule & { service: MailService } {
  const service = createMailService(deps);
  return { name: 'mail', service, subscribers: mailSubscribers(service), webhooks: [mailWebhook(deps)] };
}
