import { MemberLeft, MemberNotified, type MembershipId } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import type { Deliveries } from './deliveries.service.ts';
import { notificationsRepository } from './notifications.repository.ts';

export interface NotificationSubscriberDeps {
  readonly hints: Hints;
  readonly deliveries: Deliveries;
  readonly memberExists: (id: MembershipId) => Promise<boolean>;
}

export const notificationSubscribers = ({ hints, deliveries, memberExists }: NotificationSubscriberDeps) => [
  subscriber({
    id: 'notifications.hint',
    event: MemberNotified,
    transactional: false,
    handle: async ({ membershipId, notificationId }) =>
      hints.send([appRooms.member(currentTenantId(), membershipId)], 'notification', notificationId),
  }),
  // What is due at once need not wait for the schedule.
  subscriber({
    id: 'notifications.deliver',
    event: MemberNotified,
    transactional: false,
    handle: ({ membershipId }) => deliveries.deliverTo(membershipId),
  }),
  subscriber({
    id: 'notifications.forget-member',
    event: MemberLeft,
    async handle({ membershipId }) {
      if (!(await memberExists(membershipId))) await notificationsRepository.forget(membershipId);
    },
  }),
];
