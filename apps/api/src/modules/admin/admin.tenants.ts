import {
  AdminId,
  ProblemError,
  TenantId,
  type AccountId,
  type admin,
  type AuditAction,
  type Plan,
} from '@stageline/contracts';
import type { SubscriptionRecord } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { z } from 'zod';
import type { AccountsService } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { TenantAdministration, TenantPause, TenantRecord, TenantsService } from '../tenants/index.ts';
import { parseCursor, wrongField } from './admin.input.ts';
import { presentTenant } from './admin.presenter.ts';

/** A number per tenant, for a page of tenants at a time; a tenant without any may be missing. */
export type TenantCounter = (tenantIds: readonly TenantId[]) => Promise<ReadonlyMap<TenantId, number>>;

/** What other modules know of tenants, each in one read for a whole page. */
export interface TenantProbes {
  readonly leads: TenantCounter;
  readonly members: TenantCounter;
  readonly sessions: TenantCounter;
  readonly viewers: TenantCounter;
  readonly deadLetters: TenantCounter;
  readonly mails: (
    tenantIds: readonly TenantId[],
    since: Date,
  ) => Promise<ReadonlyMap<TenantId, { readonly mails: number; readonly rejected: number }>>;
  /** What each pays for; those that never booked anything are missing. */
  readonly subscriptions: (tenantIds: readonly TenantId[]) => Promise<ReadonlyMap<TenantId, SubscriptionRecord>>;
  /** The custom domains of each that do not work at present. */
  readonly failingDomains: (tenantIds: readonly TenantId[]) => Promise<ReadonlyMap<TenantId, readonly string[]>>;
  /** Stored pictures and documents of one tenant, in bytes. */
  readonly storageBytes: (tenantId: TenantId) => Promise<number>;
}

export interface AdminTenantsDeps {
  readonly accounts: Pick<AccountsService, 'findAdmin' | 'find'>;
  readonly tenants: TenantsService;
  readonly administration: TenantAdministration;
  readonly probes: TenantProbes;
  readonly audit: AuditLog;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

type TenantQuery = z.output<(typeof admin)['listTenants']['query']>;
type Detail = z.output<typeof admin.TenantDetail>;

export interface AdminTenants {
  listTenants(query: TenantQuery): Promise<{ items: admin.TenantRow[]; nextCursor: string | null }>;
  /** @throws ProblemError `not-found` */
  getTenant(tenantId: TenantId): Promise<Detail>;
  /** @throws ProblemError `not-found`, `validation-failed` when `slug` is not the site's, `illegal-transition` */
  suspend(adminId: AdminId, tenantId: TenantId, slug: string, reason: string): Promise<admin.TenantRow>;
  /** @throws ProblemError `not-found`, `illegal-transition` */
  reactivate(tenantId: TenantId): Promise<admin.TenantRow>;
  /** @throws as `suspend` */
  close(adminId: AdminId, tenantId: TenantId, slug: string, reason: string): Promise<admin.TenantRow>;
  /** @throws ProblemError `not-found`, `illegal-transition` also once its data is being purged */
  reopen(tenantId: TenantId): Promise<admin.TenantRow>;
  /** @throws ProblemError `not-found` */
  changePlan(tenantId: TenantId, plan: Plan): Promise<admin.TenantRow>;
}

const MAIL_SPAN_MS = 30 * 86_400_000;

/** What central administrators see of tenants and do to them. Whatever they do is in the platform's audit log and the site's. */
export function createAdminTenants(deps: AdminTenantsDeps): AdminTenants {
  const { accounts, tenants, administration, probes, audit, clock } = deps;

  /** One read of each kind for a whole page, however many tenants it has. */
  async function present(records: readonly TenantRecord[]): Promise<admin.TenantRow[]> {
    const ids = records.map(({ id }) => id);
    const since = new Date(clock.now().getTime() - MAIL_SPAN_MS);
    const [facts, subscriptions, leads, members, sessions, viewers, deadLetters, mails, failingDomains] =
      await Promise.all([
        administration.factsOf(ids),
        probes.subscriptions(ids),
        probes.leads(ids),
        probes.members(ids),
        probes.sessions(ids),
        probes.viewers(ids),
        probes.deadLetters(ids),
        probes.mails(ids, since),
        probes.failingDomains(ids),
      ]);
    return records.map((record) => {
      const { id, slug } = record;
      const mail = mails.get(id) ?? { mails: 0, rejected: 0 };
      return presentTenant(record, {
        url: tenants.urlOf(slug),
        now: clock.now(),
        facts: facts.get(id),
        subscription: subscriptions.get(id),
        viewers: viewers.get(id) ?? 0,
        deadLetters: deadLetters.get(id) ?? 0,
        rejectedMails: mail.rejected,
        failingDomains: failingDomains.get(id) ?? [],
        usage: {
          leads: leads.get(id) ?? 0,
          members: members.get(id) ?? 0,
          sessions: sessions.get(id) ?? 0,
          mails: mail.mails,
        },
      });
    });
  }

  async function presentOne(record: TenantRecord): Promise<admin.TenantRow> {
    const [row] = await present([record]);
    if (row === undefined) throw new ProblemError('not-found');
    return row;
  }

  async function find(tenantId: TenantId): Promise<TenantRecord> {
    const tenant = await tenants.find(tenantId);
    if (tenant === null) throw new ProblemError('not-found');
    return tenant;
  }

  /** Danger asks for the site's address, so that a click on the wrong row does nothing. */
  async function confirm(tenantId: TenantId, slug: string): Promise<void> {
    const tenant = await find(tenantId);
    if (tenant.slug !== slug.trim().toLowerCase())
      throw wrongField('body', 'slug', "Please type the site's address to confirm.");
  }

  /** In both chains: the platform's, and the site's own, which its owner reads. */
  const recording =
    (action: AuditAction, facts: { reason?: string; before?: object; after?: object } = {}) =>
    async ({ id, name }: Pick<TenantRecord, 'id' | 'name'>): Promise<void> => {
      const entry = { action, target: { type: 'tenant', id, name }, ...facts };
      await audit.record(entry);
      await audit.recordFor(id, entry);
    };

  async function presentPause(pause: TenantPause | null): Promise<Detail['suspension']> {
    if (pause === null) return null;
    const asAdmin = AdminId.safeParse(pause.by);
    const who = asAdmin.success ? await accounts.findAdmin(asAdmin.data) : await accounts.find(pause.by as AccountId);
    return { reason: pause.reason, at: pause.at.toISOString(), by: who?.name ?? null };
  }

  return {
    async listTenants({ cursor, ...query }) {
      const { items, nextCursor } = await tenants.list({ ...query, cursor: parseCursor(TenantId, cursor) });
      return { items: await present(items), nextCursor };
    },

    async getTenant(tenantId) {
      const tenant = await find(tenantId);
      const [row, facts, domains, storageBytes, owner] = await Promise.all([
        presentOne(tenant),
        administration.factsOf([tenantId]),
        administration.domainsOf(tenantId),
        probes.storageBytes(tenantId),
        tenant.ownerAccountId === null ? null : accounts.find(tenant.ownerAccountId),
      ]);
      const known = facts.get(tenantId);
      return {
        ...row,
        owner: owner === null ? null : { name: owner.name, email: owner.email },
        domains,
        storageBytes,
        activatedAt: tenant.activatedAt?.toISOString() ?? null,
        suspension: await presentPause(known?.suspension ?? null),
        closing: await presentPause(known?.closing ?? null),
        allowsSupport: known?.allowsSupport ?? false,
      };
    },

    async suspend(adminId, tenantId, slug, reason) {
      await confirm(tenantId, slug);
      return presentOne(await tenants.suspend(tenantId, reason, adminId, recording('tenant.suspended', { reason })));
    },
    async reactivate(tenantId) {
      return presentOne(await tenants.reactivate(tenantId, recording('tenant.reactivated')));
    },
    async close(adminId, tenantId, slug, reason) {
      await confirm(tenantId, slug);
      return presentOne(await tenants.close(tenantId, reason, adminId, recording('tenant.closed', { reason })));
    },
    async reopen(tenantId) {
      return presentOne(await tenants.reopen(tenantId, recording('tenant.reopened')));
    },

    async changePlan(tenantId, plan) {
      const tenant = await find(tenantId);
      await deps.unitOfWork.run(async () => {
        const before = await administration.changePlan(tenantId, plan);
        if (before === null) throw new ProblemError('not-found');
        if (before !== plan)
          await recording('tenant.plan-changed', { before: { plan: before }, after: { plan } })(tenant);
      });
      return presentOne(tenant);
    },
  };
}
