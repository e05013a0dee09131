import { MemberNotified, type MembershipId } from '@stageline/contracts';
import { paceInstant } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { notificationsRepository, preferencesRepository } from './notifications.repository.ts';
import {
  CHANNELS,
  type Notice,
  type NotificationKind,
  type PendingNotification,
  type StoredNotification,
} from './notifications.types.ts';

export interface NotifierDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly siteTimeZone: () => Promise<string>;
  /** Null for nobody of the current tenant. */
  readonly memberExists: (id: MembershipId) => Promise<boolean>;
}

/** Tells members of the current tenant what concerns them (F-12). */
export interface Notifier {
  /**
   * Tells a member something, within the caller's transaction where there is one: by the dashboard, e-mail and SMS as they
   * have chosen. Told again with the same key nothing happens; nor does for somebody who is no member.
   */
  notify(membershipId: MembershipId, kind: NotificationKind, notice: Notice): Promise<void>;
}

const MAX_TITLE = 120;
const MAX_TEXT = 500;
const cut = (text: string | undefined, max: number): string | null =>
  text === undefined ? null : [...text].slice(0, max).join('');

export function createNotifier({ unitOfWork, clock, siteTimeZone, memberExists }: NotifierDeps): Notifier {
  return {
    notify: (membershipId, kind, notice) =>
      unitOfWork.run(async (tx) => {
        if (await notificationsRepository.existsKey(membershipId, notice.key)) return;
        if (!(await memberExists(membershipId))) return;
        const now = clock.now();
        const preferences = await preferencesRepository.find(membershipId);
        const { inApp, ...paces } = preferences.kinds[kind];
        const timeZone = preferences.timeZone ?? (await siteTimeZone());
        const id = newId('ntf');
        const pending = CHANNELS.flatMap((channel): PendingNotification[] => {
          const dueAt = paceInstant(now, paces[channel], preferences.digestAt, timeZone);
          return dueAt === null ? [] : [{ _id: `${id}.${channel}`, membershipId, notificationId: id, channel, dueAt }];
        });
        const row: StoredNotification = {
          _id: id,
          membershipId,
          key: notice.key,
          kind,
          lead: notice.lead ?? null,
          member: notice.member ?? null,
          dueAt: notice.dueAt ?? null,
          import: notice.import ?? null,
          title: cut(notice.title, MAX_TITLE),
          text: cut(notice.text, MAX_TEXT),
          at: now,
          listed: inApp,
          read: false,
        };
        await notificationsRepository.insert(row, pending);
        tx.record(MemberNotified, { notificationId: id, membershipId });
      }),
  };
}
