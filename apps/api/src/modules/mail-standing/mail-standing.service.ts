import {
  MailStandingId,
  ProblemError,
  type MailPause,
  type MailStandingView,
  type PauseCause,
  type TenantId,
} from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId, runInTenant } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import { countMailEvents } from '../mail/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import { listPausedMail } from './mail-standing.cross-tenant.repository.ts';
import { pausedMail, type PausedOwner, type PausedSite } from './mail-standing.mail.ts';
import { mailStandingRepository } from './mail-standing.repository.ts';

export interface MailStandingDeps {
  readonly tenants: Pick<TenantsService, 'find' | 'findMany'>;
  readonly siteFacts: () => Promise<PausedSite>;
  readonly owners: () => Promise<readonly PausedOwner[]>;
  readonly mailer: { send(mail: ReturnType<typeof pausedMail>): Promise<unknown> };
  readonly audit: AuditLog;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps a tenant whose mails come back from spoiling the name of the others' (B-14). */
export interface MailStandingService {
  /** Mails went out. */
  sent(count: number): Promise<void>;
  /** Whether what readers can stop waits. */
  isPaused(): Promise<boolean>;
  /** Something came back: pauses the current tenant where it is too much. */
  judge(): Promise<void>;
  current(): Promise<MailPause | null>;
  list(query: { readonly cursor?: string | undefined; readonly limit: number }): Promise<{
    items: MailStandingView[];
    nextCursor: string | null;
  }>;
  /** @throws ProblemError `not-found`, `illegal-transition` where it is not paused */
  release(tenantId: TenantId, reason: string): Promise<void>;
  /** @throws as `release` */
  keep(tenantId: TenantId, adminName: string, reason: string): Promise<void>;
}

const HOUR_MS = 3_600_000;
const WINDOW_HOURS = 7 * 24;
const WINDOW_MS = WINDOW_HOURS * HOUR_MS;
/** Of fewer mails a share says nothing. */
const LEAST_SENT = 200;
/**
 * Gmail and Yahoo demand of whoever sends in bulk that fewer than 0.3 % of mails are complained about; Amazon SES puts whoever has
 * 5 % of hard bounces under review. `least`: so few may be chance.
 */
const LIMITS: readonly { readonly cause: PauseCause; readonly share: number; readonly least: number }[] = [
  { cause: 'complaints', share: 0.003, least: 3 },
  { cause: 'hard-bounces', share: 0.05, least: 10 },
];
const EVENT_OF = { complaints: 'complaint', 'hard-bounces': 'hard-bounce' } as const;

export function createMailStandingService(deps: MailStandingDeps): MailStandingService {
  const { audit, clock, tenants, unitOfWork } = deps;

  async function tell(): Promise<void> {
    const site = await deps.siteFacts();
    for (const owner of await deps.owners()) await deps.mailer.send(pausedMail(site, owner));
  }

  async function pause(found: Omit<MailPause, 'pausedAt'>): Promise<void> {
    const tenantId = currentTenantId();
    const name = (await tenants.find(tenantId))?.name ?? tenantId;
    await unitOfWork.run(async () => {
      if (!(await mailStandingRepository.pause(found, clock.now()))) return;
      const entry = { action: 'mail-standing.paused', target: { type: 'tenant', id: tenantId, name } } as const;
      await audit.record(entry);
      await audit.recordForPlatform(entry);
      await tell();
    });
    deps.logger.warn({ tenantId, ...found }, 'the mail of a site is paused');
  }

  async function decide(
    tenantId: TenantId,
    action: 'mail-standing.released' | 'mail-standing.kept',
    reason: string,
    change: () => Promise<boolean>,
  ): Promise<void> {
    const tenant = await tenants.find(tenantId);
    if (tenant === null) throw new ProblemError('not-found');
    const entry = { action, target: { type: 'tenant', id: tenantId, name: tenant.name }, reason } as const;
    await unitOfWork.run(async () => {
      if (!(await runInTenant(tenantId, change)))
        throw new ProblemError('illegal-transition', { detail: 'The mail of this site is not paused.' });
      await audit.record(entry);
      await audit.recordFor(tenantId, entry);
    });
  }

  return {
    sent: (count) => mailStandingRepository.addSent(count, clock.now(), WINDOW_MS),
    isPaused: async () => (await mailStandingRepository.find())?.state === 'paused',

    async judge() {
      const standing = await mailStandingRepository.find();
      if (standing?.state === 'paused') return;
      const from = new Date(Math.max(clock.now().getTime() - WINDOW_MS, standing?.countsFrom?.getTime() ?? 0));
      const sent = await mailStandingRepository.sentSince(from, WINDOW_HOURS + 1);
      if (sent < LEAST_SENT) return;
      for (const { cause, share, least } of LIMITS) {
        const most = Math.max(least, Math.ceil(sent * share));
        const count = await countMailEvents(EVENT_OF[cause], from, most);
        if (count >= most) return pause({ cause, sent, count });
      }
    },

    async current() {
      const standing = await mailStandingRepository.find();
      if (standing?.state !== 'paused') return null;
      const { cause, sent, count, pausedAt } = standing;
      return { cause, sent, count, pausedAt: pausedAt.toISOString() };
    },

    async list({ cursor, limit }) {
      const above = cursor === undefined ? undefined : MailStandingId.safeParse(cursor);
      if (above?.success === false) throw foreignCursor();
      const rows = await listPausedMail(above?.data, limit + 1);
      const shown = rows.slice(0, limit);
      const byId = new Map((await tenants.findMany(shown.map(({ tenantId }) => tenantId))).map((one) => [one.id, one]));
      const items = shown.map(({ id, tenantId, cause, sent, count, pausedAt, keptBy, note }) => {
        const { slug = '', name = '', status = 'purged' } = byId.get(tenantId) ?? {};
        const tenant = { id: tenantId, slug, name, status };
        return { id, tenant, cause, sent, count, pausedAt: pausedAt.toISOString(), keptBy, note };
      });
      return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
    },

    // Mails of the running hour are counted together, so what counts begins with the next.
    release: (tenantId, reason) =>
      decide(tenantId, 'mail-standing.released', reason, () =>
        mailStandingRepository.release(reason, new Date(Math.ceil(clock.now().getTime() / HOUR_MS) * HOUR_MS)),
      ),
    keep: (tenantId, adminName, reason) =>
      decide(tenantId, 'mail-standing.kept', reason, () => mailStandingRepository.keep(adminName, reason)),
  };
}

const foreignCursor = (): ProblemError =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: '/cursor', message: 'This cursor is not one of ours.' }],
  });
