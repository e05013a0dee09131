import type { ApiModule } from '../../http/module.ts';
import { createHandOver, type HandOverDeps } from './hand-over.ts';
import { mailSubscribers } from './mail.events.ts';
import { createMailService, type MailService, type MailServiceDeps } from './mail.service.ts';
import { mailWebhook, type ProviderEventsDeps } from './provider-events.ts';
import { createSending, type Sending, type SendingDeps } from './sending.service.ts';

export type MailModuleDeps = Omit<MailServiceDeps, 'sending' | 'preferences' | 'senders'> &
  Omit<HandOverDeps, 'preferences' | 'senders'> &
  Omit<SendingDeps, 'handOver'> &
  Omit<ProviderEventsDeps, 'preferences'> & {
    readonly senders?: NonNullable<MailServiceDeps['senders']> & NonNullable<HandOverDeps['senders']>;
    readonly preferences: MailServiceDeps['preferences'] &
      HandOverDeps['preferences'] &
      ProviderEventsDeps['preferences'];
  };

export interface MailModule extends ApiModule {
  readonly service: MailService;
  readonly sending: Sending;
}

/** How long a mail that is not owed waits at most before its turn begins. */
const ROUND_MS = 1000;

/** Modules send through the service; the admin host shows the mailbox, the log of a site its mails. */
export function createMailModule(deps: MailModuleDeps): MailModule {
  const sending = createSending({ ...deps, handOver: createHandOver(deps) });
  const service = createMailService({ ...deps, sending });
  return {
    name: 'mail',
    service,
    sending,
    subscribers: mailSubscribers(service),
    webhooks: [mailWebhook(deps)],
    schedules: [{ name: 'mail that is due', everyMs: ROUND_MS, run: () => sending.drain() }],
  };
}
