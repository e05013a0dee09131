import { ProblemError, type MailId, type MailStatus } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { z } from 'zod';
import type { WebhookBinding } from '../../http/webhook.ts';
import type { MailPreferencesService } from '../mail-preferences/index.ts';
import { findMailTenant } from './mail.cross-tenant.repository.ts';
import { mailEventsRepository, type MailEventKind, type NewMailEvent } from './mail-events.repository.ts';
import { mailQueueRepository } from './mail-queue.repository.ts';
import { mailRepository, type StoredMail } from './mail.repository.ts';
import type { SendingDeps } from './sending.service.ts';
import { verifiedId } from './webhook-signature.ts';

export interface ProviderEventsDeps {
  /** `whsec_…`; without it nobody is believed. */
  readonly webhookSecret: string | null;
  readonly preferences: Pick<MailPreferencesService, 'complained' | 'unreachable'>;
  /** Whether the tenant's mails come back too often (B-14); nobody asks where it is left out. */
  readonly standing?: { judge(): Promise<void> };
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a provider, or the bridge before one, sends. What it says besides is not read. */
const Notification = z.object({
  type: z.enum(['email.delivered', 'email.bounced', 'email.complained']),
  timestamp: z.iso.datetime({ offset: true }),
  data: z.object({
    /** As it stands in the mail: `<mai_…@domain>`. */
    message_id: z.string().max(500),
    bounce: z.object({ type: z.string().max(50), message: z.string().max(2000).optional() }).optional(),
  }),
});
type Notification = z.infer<typeof Notification>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Somebody's mailbox is full, or their server away: when the mail is tried again after the first time in a month, and the second. */
const TRY_AGAIN_MS = [4 * HOUR_MS, DAY_MS] as const;
const SOFT_BOUNCE_DAYS = 30;
/** Then we stop trying. */
const SOFT_BOUNCES = TRY_AGAIN_MS.length + 1;
/** Why a mail that had been sent waits once more. */
export const CAME_BACK = 'came-back';
const MAX_DETAIL = 500;

/** What each kind of news makes of a mail; the later one in this order stays. */
const statusOf: Readonly<Record<MailEventKind, MailStatus>> = {
  delivered: 'delivered',
  'soft-bounce': 'bounced',
  'hard-bounce': 'bounced',
  complaint: 'complained',
};

/** Tells us what became of mails (B-11). The tenant comes from the mail that we have, and from nothing that was sent. */
export function mailWebhook(deps: ProviderEventsDeps): WebhookBinding {
  return {
    id: 'mail.provider-event',
    host: 'platform',
    path: '/api/v1/mail/events',
    maxBytes: 64 * 1024,
    refusals: { points: 600, perSeconds: 60 },
    async handle({ headers, raw }) {
      if (deps.webhookSecret === null) throw new ProblemError('not-found');
      const eventId = verifiedId(headers, raw, deps.webhookSecret, deps.clock.now());
      if (eventId === null) throw new ProblemError('unauthenticated');
      const notification = parse(raw);
      if (notification !== null) await take(eventId, notification, deps);
    },
  };
}

/** Null for a kind of news that we do not know: it was said, and telling it again would change nothing. */
function parse(raw: Buffer): Notification | null {
  let body: unknown;
  try {
    body = JSON.parse(raw.toString('utf8'));
  } catch (cause) {
    throw new ProblemError('bad-request', { cause });
  }
  return Notification.safeParse(body).data ?? null;
}

async function take(eventId: string, { data, timestamp, type }: Notification, deps: ProviderEventsDeps): Promise<void> {
  const [, mailId] = /^<?(mai_[0-9a-z]{26})@/.exec(data.message_id.trim()) ?? [];
  const tenantId = mailId === undefined ? null : await findMailTenant(mailId as MailId);
  if (tenantId === null) return deps.logger.info({ eventId, type }, 'news of a mail that is none of ours');
  const kind = kindOf(type, data.bounce?.type);
  const detail = data.bounce?.message?.slice(0, MAX_DETAIL);
  await runInTenant(tenantId, () =>
    deps.unitOfWork.run(async () => {
      if (await mailEventsRepository.isKnown(eventId)) return;
      const mail = await mailRepository.find(mailId as MailId);
      if (mail === null) return;
      const at = new Date(timestamp);
      const waits = await keep(mail, { eventId, kind, detail, at }, deps);
      await mailRepository.heard(mail.id, statusOf[kind], at, detail);
      if (waits !== null) await tryAgain(mail, waits, deps.clock.now());
    }),
  );
  if (kind === 'hard-bounce' || kind === 'complaint') await runInTenant(tenantId, async () => deps.standing?.judge());
}

type News = Pick<NewMailEvent, 'eventId' | 'kind' | 'detail' | 'at'>;

/**
 * Notes what was heard of a mail, and who is written to no more because of it.
 * @returns after how long the mail may be tried again; null where it may not
 */
async function keep(mail: StoredMail, news: News, deps: Pick<ProviderEventsDeps, 'preferences' | 'clock'>) {
  await mailEventsRepository.insert({ ...news, mailId: mail.id, address: mail.to.address.toLowerCase() });
  return suppress(mail, news.kind, deps);
}

/** Of a mail that came back for good, was called spam or did not go out nothing late makes another one. */
const GOES_AGAIN: readonly MailStatus[] = ['queued', 'sent', 'delivered'];

async function tryAgain({ id, status, uselessAt }: StoredMail, waits: number, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + waits);
  const isUseless = uselessAt !== null && uselessAt < dueAt;
  if (GOES_AGAIN.includes(status) && !isUseless) await mailQueueRepository.again(id, CAME_BACK, now, dueAt);
}

/** A mail server that says at once that it has no such mailbox, or for days that it is full, where a provider would tell later. */
export const createBounced =
  (deps: Pick<ProviderEventsDeps, 'preferences' | 'standing' | 'unitOfWork' | 'clock'>): SendingDeps['bounced'] =>
  async (mail, kind, answer) => {
    const at = deps.clock.now();
    const detail = answer.slice(0, MAX_DETAIL);
    await deps.unitOfWork.run(async () => {
      if (!(await mailRepository.close(mail, 'bounced', at, detail))) return;
      await keep(mail, { eventId: `smtp ${mail.id}`, kind, detail, at }, deps);
    });
    await deps.standing?.judge();
  };

/** What the other side calls permanent is; whatever else came back may work another time. */
function kindOf(type: Notification['type'], bounce: string | undefined): MailEventKind {
  if (type === 'email.delivered') return 'delivered';
  if (type === 'email.complained') return 'complaint';
  return /^(?:permanent|hard)/i.test(bounce ?? '') ? 'hard-bounce' : 'soft-bounce';
}

async function suppress(
  { to, personId }: StoredMail,
  kind: MailEventKind,
  deps: Pick<ProviderEventsDeps, 'preferences' | 'clock'>,
): Promise<number | null> {
  if (kind === 'complaint') await deps.preferences.complained({ address: to.address, personId });
  if (kind === 'hard-bounce') await deps.preferences.unreachable(to.address, 'hard-bounce');
  if (kind !== 'soft-bounce') return null;
  const since = new Date(deps.clock.now().getTime() - SOFT_BOUNCE_DAYS * DAY_MS);
  const times = await mailEventsRepository.count(to.address.toLowerCase(), kind, since, SOFT_BOUNCES);
  const waits = TRY_AGAIN_MS[times - 1] ?? null;
  if (waits === null) await deps.preferences.unreachable(to.address, 'soft-bounces');
  return waits;
}
