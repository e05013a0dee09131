import { MailOwed, MailQueued } from '@stageline/contracts';
import { subscriber, type Subscriber } from '@stageline/platform/outbox';
import type { MailService } from './mail.service.ts';

/** The transport lies outside the database, so delivery is at least once. */
export const mailSubscribers = (service: Pick<MailService, 'deliver'>): Subscriber[] => [
  subscriber({
    id: 'mail.deliver',
    event: MailQueued,
    transactional: false,
    handle: ({ mailId }) => service.deliver(mailId),
  }),
  subscriber({
    id: 'mail.deliver-owed',
    event: MailOwed,
    transactional: false,
    alsoPaused: true,
    handle: ({ mailId }) => service.deliver(mailId),
  }),
];
