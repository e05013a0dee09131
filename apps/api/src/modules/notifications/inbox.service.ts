import { NotificationId, notifications, ProblemError, type MembershipId } from '@stageline/contracts';
import { paceInstant } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import { notificationsRepository, pendingRepository, preferencesRepository } from './notifications.repository.ts';
import type { Preferences, StoredNotification } from './notifications.types.ts';

export interface InboxDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly hints: Hints;
  readonly siteTimeZone: () => Promise<string>;
  readonly smsAvailable: boolean;
  /** A number with its country code as E.164; null for what is none. */
  readonly readNumber: (text: string) => string | null;
}
type ListQuery = z.output<(typeof notifications)['listNotifications']['query']>;
type SettingsForm = z.output<(typeof notifications)['setNotificationSettings']['body']>;

/** What a member was told and how they want to be; every call concerns the caller alone. */
export function createInbox({ unitOfWork, clock, hints, siteTimeZone, smsAvailable, readNumber }: InboxDeps) {
  const unreadOf = (membershipId: MembershipId) =>
    notificationsRepository.countUnread(membershipId, notifications.MAX_UNREAD);

  /** Other open pages of theirs count anew. */
  const hint = (membershipId: MembershipId) =>
    hints.send([appRooms.member(currentTenantId(), membershipId)], 'notification', membershipId);

  async function view(preferences: Preferences): Promise<notifications.NotificationSettings> {
    const { sent: _sent, ...rest } = preferences;
    return { ...rest, siteTimeZone: await siteTimeZone(), smsAvailable };
  }

  /** What waits has the instants of the settings before. */
  async function paceAnew(membershipId: MembershipId, preferences: Preferences): Promise<void> {
    const waiting = await pendingRepository.ofMember(membershipId);
    const told = await notificationsRepository.findMany(waiting.map(({ notificationId }) => notificationId));
    const kinds = new Map(told.map(({ _id, kind }) => [_id, kind]));
    const timeZone = preferences.timeZone ?? (await siteTimeZone());
    for (const row of waiting) {
      const kind = kinds.get(row.notificationId);
      const pace = kind === undefined ? 'off' : preferences.kinds[kind][row.channel];
      const dueAt = paceInstant(clock.now(), pace, preferences.digestAt, timeZone);
      if (dueAt === null) await pendingRepository.remove([row]);
      else await pendingRepository.put([row], dueAt);
    }
  }

  return {
    /** @throws ProblemError `validation-failed` for a foreign cursor */
    async list(membershipId: MembershipId, { cursor, limit, unread }: ListQuery) {
      const below = cursor === undefined ? undefined : NotificationId.safeParse(cursor);
      if (below?.success === false) throw problemAt('query', '/cursor', 'This cursor is not one of ours.');
      const query = { below: below?.data, onlyUnread: unread === 'true' };
      const rows = await notificationsRepository.list(membershipId, query, limit + 1);
      const items = rows.slice(0, limit).map(present);
      const nextCursor = rows.length > limit ? (items.at(-1)?.id ?? null) : null;
      return { items, nextCursor, unread: await unreadOf(membershipId) };
    },

    async mark(membershipId: MembershipId, ids: readonly NotificationId[] | null, read: boolean) {
      const undo = newId('ntf');
      if (!read) await notificationsRepository.unread(membershipId, ids ?? []);
      const changed = read ? await notificationsRepository.read(membershipId, ids, undo) : 0;
      hint(membershipId);
      return { undo: changed > 0 ? undo : null, unread: await unreadOf(membershipId) };
    },

    async undo(membershipId: MembershipId, mark: NotificationId) {
      await notificationsRepository.takeBack(membershipId, mark);
      hint(membershipId);
      return { unread: await unreadOf(membershipId) };
    },

    settings: async (membershipId: MembershipId) => view(await preferencesRepository.find(membershipId)),

    /** @throws ProblemError `conflict` when they have another version; `validation-failed` for a number without a country */
    async setSettings(membershipId: MembershipId, form: SettingsForm) {
      const phone = form.phone?.startsWith('+') ? readNumber(form.phone) : null;
      if (form.phone !== null && phone === null)
        throw problemAt('body', '/phone', 'Please give the number with its country code, such as +1 555 123 4567.');
      const wantsSms = Object.values(form.kinds).some(({ sms }) => sms !== 'off');
      if (wantsSms && phone === null) throw problemAt('body', '/phone', 'Please give a number for SMS.');
      const { sent } = await preferencesRepository.find(membershipId);
      const next: Preferences = { ...form, phone, sent, version: form.version + 1 };
      await unitOfWork.run(async () => {
        if (!(await preferencesRepository.save(membershipId, next))) throw new ProblemError('conflict');
        await paceAnew(membershipId, next);
      });
      return view(next);
    },
  };
}
export type Inbox = ReturnType<typeof createInbox>;

function present(row: StoredNotification): notifications.NotificationView {
  const { _id: id, kind, lead, member, dueAt, title, text, at, read } = row;
  const about = { lead, member, dueAt: dueAt?.toISOString() ?? null, title, text, import: row.import ?? null };
  return { id, kind, ...about, at: at.toISOString(), read };
}

const problemAt = (where: 'body' | 'query', pointer: string, message: string): ProblemError =>
  new ProblemError('validation-failed', { issues: [{ in: where, pointer, message }] });
