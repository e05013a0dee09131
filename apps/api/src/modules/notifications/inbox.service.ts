import { NotificationId, notifications, ProblemError, type MembershipId } from '@stageline/contracts';
import { paceInstant } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { z } from 'zod';
import { appRooms, type Hints } from '../../realtime/hints.ts';
import { notificationsRepository, pendingRepository, preferencesRepository } from './notifications.repository.ts';
import type { Preferences, StoredNotification } from './notifications.types.ts';
import { reachOf, type LeadsSomebody, type Reached } from './reach.ts';

export interface InboxDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly hints: Hints;
  readonly siteTimeZone: () => Promise<string>;
  readonly smsAvailable: boolean;
  readonly leadsSomebody: LeadsSomebody;
  /** A number with its country code as E.164; null for what is none. */
  readonly readNumber: (text: string) => string | null;
}
type ListQuery = z.output<(typeof notifications)['listNotifications']['query']>;
type SettingsForm = z.output<(typeof notifications)['setNotificationSettings']['body']>;

/** What a member was told and how they want to be; every call concerns the caller alone. */
export function createInbox(deps: InboxDeps) {
  const { unitOfWork, clock, hints, siteTimeZone, smsAvailable, readNumber } = deps;
  const unreadOf = (membershipId: MembershipId) =>
    notificationsRepository.countUnread(membershipId, notifications.MAX_UNREAD);

  /** Other open pages of theirs count anew. */
  const hint = (membershipId: MembershipId) =>
    hints.send([appRooms.member(currentTenantId(), membershipId)], 'notification', membershipId);

  async function view(actor: Reached, preferences: Preferences): Promise<notifications.NotificationSettings> {
    const { sent: _sent, ...rest } = preferences;
    const reach = await reachOf(actor, deps.leadsSomebody);
    return { ...rest, siteTimeZone: await siteTimeZone(), reach, smsAvailable };
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

    settings: async (actor: Reached) => view(actor, await preferencesRepository.find(actor.membershipId)),

    /** @throws ProblemError `conflict` when they have another version; `validation-failed` for a number without a country */
    async setSettings(actor: Reached, form: SettingsForm) {
      const { membershipId } = actor;
      const phone = form.phone?.startsWith('+') ? readNumber(form.phone) : null;
      if (form.phone !== null && phone === null)
        throw problemAt('body', '/phone', 'Please give the number with its country code, such as +1 555 123 4567.');
      // Of a kind that cannot reach them, nobody sees a row.
      const wantsSms = (await reachOf(actor, deps.leadsSomebody)).some((kind) => form.kinds[kind].sms !== 'off');
      if (wantsSms && phone === null) throw problemAt('body', '/phone', 'Please give a number for SMS.');
      const { sent } = await preferencesRepository.find(membershipId);
      const kinds = phone === null ? withoutSms(form.kinds) : form.kinds;
      const next: Preferences = { ...form, kinds, phone, sent, version: form.version + 1 };
      await unitOfWork.run(async () => {
        if (!(await preferencesRepository.save(membershipId, next))) throw new ProblemError('conflict');
        await paceAnew(membershipId, next);
      });
      return view(actor, next);
    },
  };
}
export type Inbox = ReturnType<typeof createInbox>;

const withoutSms = (kinds: Preferences['kinds']): Preferences['kinds'] =>
  Object.fromEntries(
    Object.entries(kinds).map(([kind, channels]) => [kind, { ...channels, sms: 'off' }]),
  ) as Preferences['kinds'];

function present(row: StoredNotification): notifications.NotificationView {
  const { _id: id, kind, lead, member, dueAt, title, text, at, read } = row;
  const about = { lead, member, dueAt: dueAt?.toISOString() ?? null, title, text, import: row.import ?? null };
  return { id, kind, ...about, at: at.toISOString(), read };
}

const problemAt = (where: 'body' | 'query', pointer: string, message: string): ProblemError =>
  new ProblemError('validation-failed', { issues: [{ in: where, pointer, message }] });
