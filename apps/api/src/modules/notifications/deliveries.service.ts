import type { MembershipId, TenantId } from '@stageline/contracts';
import { quietUntil } from '@stageline/domain';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { OutgoingMail } from '../mail/index.ts';
import { dueMembers } from './notifications.cross-tenant.repository.ts';
import { notificationMail, notificationSms, type NotifyingSite } from './notifications.mail.ts';
import { notificationsRepository, pendingRepository, preferencesRepository } from './notifications.repository.ts';
import {
  CHANNELS,
  type Channel,
  type NotificationKind,
  type NotifiedMember,
  type Preferences,
  type StoredNotification,
} from './notifications.types.ts';

export interface DeliveriesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly siteTimeZone: () => Promise<string>;
  readonly recipient: (id: MembershipId) => Promise<NotifiedMember | null>;
  readonly siteFacts: () => Promise<NotifyingSite & { readonly teamMails?: boolean }>;
  readonly mailer: {
    send(mail: OutgoingMail): Promise<unknown>;
    /** Null where this platform sends no SMS. */
    readonly sendSms: ((message: { to: string; text: string }) => Promise<unknown>) | null;
  };
  readonly isPaused: (tenantId: TenantId) => boolean | Promise<boolean>;
  /**
   * The mail of a kind that has its own, for one notification: null where there is nothing to say any more, because the
   * lead is another's by now.
   */
  readonly letters: Readonly<
    Partial<
      Record<NotificationKind, (told: StoredNotification, member: NotifiedMember) => Promise<OutgoingMail | null>>
    >
  >;
}

/** Messages of a channel that go out one by one in a while; what comes after them is held until it is over, and grouped. */
const BURST = 3;
const BURST_MS = 10 * 60_000;
/** Notifications that are put into one message. */
const MAX_TOLD = 200;
const MEMBERS_AT_ONCE = 500;
const PAUSED_MS = 15 * 60_000;

type Told = readonly [StoredNotification, ...StoredNotification[]];

/** Sends what members were told by e-mail and SMS: in their paces, outside of their quiet hours, and together when it is much. */
export function createDeliveries(deps: DeliveriesDeps) {
  const { unitOfWork, clock, mailer } = deps;

  /** @returns whether there was somebody and something to send it to */
  async function send(
    membershipId: MembershipId,
    channel: Channel,
    told: Told,
    { phone, ...rest }: Preferences,
  ): Promise<boolean> {
    const [member, site] = [await deps.recipient(membershipId), await deps.siteFacts()];
    if (member === null) return false;
    const timeZone = rest.timeZone ?? (await deps.siteTimeZone());
    if (channel === 'sms') {
      if (phone === null || mailer.sendSms === null) return false;
      await mailer.sendSms({ to: phone, text: notificationSms(site, member, told, timeZone) });
      return true;
    }
    if (site.teamMails === false) return false;
    const letter = told.length === 1 ? deps.letters[told[0].kind] : undefined;
    const mail = letter === undefined ? notificationMail(site, member, told, timeZone) : await letter(told[0], member);
    if (mail === null) return false;
    await mailer.send(mail);
    return true;
  }

  /** Message and rows together: two workers at once, or one that dies here, send it once. */
  const deliver = (membershipId: MembershipId, channel: Channel): Promise<void> =>
    unitOfWork.run(async () => {
      const now = clock.now();
      const rows = await pendingRepository.due(membershipId, channel, now, MAX_TOLD);
      if (rows.length === 0) return;
      const preferences = await preferencesRepository.find(membershipId);
      const timeZone = preferences.timeZone ?? (await deps.siteTimeZone());
      const heldUntil = quietUntil(now, preferences.quiet, timeZone) ?? burstUntil(preferences.sent[channel], now);
      if (heldUntil !== null) return pendingRepository.put(rows, heldUntil);
      await pendingRepository.remove(rows);
      const stored = await notificationsRepository.findMany(rows.map(({ notificationId }) => notificationId));
      const [first, ...others] = stored.filter(({ kind }) => preferences.kinds[kind][channel] !== 'off');
      if (first === undefined) return;
      if (await send(membershipId, channel, [first, ...others], preferences))
        await preferencesRepository.noteSent(membershipId, channel, now);
    });

  return {
    /** What is due for one member. */
    async deliverTo(membershipId: MembershipId): Promise<void> {
      for (const channel of CHANNELS) await deliver(membershipId, channel);
    },

    /** What is due on all sites. Safe to repeat and to run in several processes. */
    async deliverDue(): Promise<void> {
      const now = clock.now();
      for (const { tenantId, membershipId, channel } of await dueMembers(now, MEMBERS_AT_ONCE)) {
        const isPaused = await deps.isPaused(tenantId);
        const task = async () => {
          if (!isPaused) return deliver(membershipId, channel);
          // It must not stand before what is due elsewhere.
          const rows = await pendingRepository.due(membershipId, channel, now, MAX_TOLD);
          await pendingRepository.put(rows, new Date(now.getTime() + PAUSED_MS));
        };
        await runInTenant(tenantId, task).catch((err: unknown) =>
          deps.logger.error({ err, tenantId, membershipId }, 'notifications were not sent, come again'),
        );
      }
    },
  };
}
export type Deliveries = ReturnType<typeof createDeliveries>;

/** When the next message may go where several have gone just now; null where it may. */
function burstUntil(sent: readonly Date[], now: Date): Date | null {
  const [oldest] = sent;
  if (oldest === undefined || sent.length < BURST) return null;
  const until = new Date(oldest.getTime() + BURST_MS);
  return until > now ? until : null;
}
