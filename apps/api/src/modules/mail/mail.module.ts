import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { createHandOver, type HandOverDeps } from './hand-over.ts';
import { mailSubscribers } from './mail.events.ts';
import { mailRepository } from './mail.repository.ts';
import { createMailService, type MailService, type MailServiceDeps } from './mail.service.ts';
import { createBounced, mailWebhook, type ProviderEventsDeps } from './provider-events.ts';
import { createSending, type Sending, type SendingDeps } from './sending.service.ts';

export type MailModuleDeps = Omit<MailServiceDeps, 'sending' | 'preferences' | 'senders'> &
  Omit<HandOverDeps, 'preferences' | 'senders'> &
  Omit<SendingDeps, 'handOver' | 'bounced' | 'standing'> &
  Omit<ProviderEventsDeps, 'preferences' | 'standing'> & {
    readonly standing?: NonNullable<SendingDeps['standing']> & NonNullable<ProviderEventsDeps['standing']>;
    readonly senders?: NonNullable<MailServiceDeps['senders']> & NonNullable<HandOverDeps['senders']>;
    readonly preferences: MailServiceDeps['preferences'] &
      HandOverDeps['preferences'] &
      ProviderEventsDeps['preferences'];
  };

export interface MailModule extends ApiModule {
  readonly service: MailService;
  readonly sending: Sending;
}

/** The mailbox shows a mail as its reader would have it, which is how a site without a mail server tries its links. */
function withMarkedCopies(service: MailService, measured: HandOverDeps['measured']): MailService {
  if (measured === undefined) return service;
  return {
    ...service,
    async findKept(id) {
      const kept = await service.findKept(id);
      if (kept === null) return null;
      return runInTenant(kept.tenantId, async () => {
        const mail = await mailRepository.find(id);
        return mail === null ? kept : { ...kept, html: await measured(mail) };
      });
    },
  };
}

/** How long a mail that is not owed waits at most before its turn begins. */
const ROUND_MS = 1000;

/** Modules send through the service; the admin host shows the mailbox, the log of a site its mails. */
export function createMailModule(deps: MailModuleDeps): MailModule {
  const sending = createSending({ ...deps, handOver: createHandOver(deps), bounced: createBounced(deps) });
  const service = withMarkedCopies(createMailService({ ...deps, sending }), deps.measured);
  return {
    name: 'mail',
    service,
    sending,
    subscribers: mailSubscribers(service),
    webhooks: [mailWebhook(deps)],
    schedules: [{ name: 'mail that is due', everyMs: ROUND_MS, run: () => sending.drain() }],
  };
}
