import { jsonPointer, MailId, ProblemError, TenantId, type admin, type AdminId } from '@stageline/contracts';
import type { z } from 'zod';
import type { AccountsService, PlatformAdmin } from '../accounts/index.ts';
import type { MailService } from '../mail/index.ts';
import type { TenantRecord, TenantsService } from '../tenants/index.ts';
import { presentAdmin, presentMail, presentTenant } from './admin.presenter.ts';

/** A number per tenant, for a page of tenants at a time; a tenant without any may be missing. */
export type TenantCounter = (tenantIds: readonly TenantId[]) => Promise<ReadonlyMap<TenantId, number>>;

export interface AdminServiceDeps {
  readonly accounts: Pick<AccountsService, 'authenticateAdmin' | 'findAdmin'>;
  readonly tenants: TenantsService;
  readonly mail: Pick<MailService, 'listKept' | 'findKept'>;
  readonly countLeads: TenantCounter;
  readonly countViewers: TenantCounter;
}

type AdminMe = z.output<typeof admin.AdminMe>;
type TenantQuery = z.output<(typeof admin)['listTenants']['query']>;
type MailQuery = z.output<(typeof admin)['listMail']['query']>;
type Page<T> = { items: T[]; nextCursor: string | null };
type MailDetail = z.output<(typeof admin)['getMail']['response']>;

export interface AdminService {
  /** @throws ProblemError `invalid-credentials`, `too-many-requests` */
  logIn(email: string, password: string): Promise<{ admin: PlatformAdmin; me: AdminMe }>;
  /** @throws ProblemError `unauthenticated` when the administrator is gone */
  me(adminId: AdminId): Promise<AdminMe>;
  listTenants(query: TenantQuery): Promise<Page<admin.TenantRow>>;
  /** @throws ProblemError `not-found`, `validation-failed` when `slug` is not the site's, `illegal-transition` */
  suspend(adminId: AdminId, tenantId: TenantId, slug: string, reason: string): Promise<admin.TenantRow>;
  /** @throws ProblemError `not-found`, `illegal-transition` */
  reactivate(tenantId: TenantId): Promise<admin.TenantRow>;
  listMail(query: MailQuery): Promise<Page<admin.MailSummary>>;
  /** @throws ProblemError `not-found` */
  getMail(id: MailId): Promise<MailDetail>;
}

/** What central administrators see and do, over all tenants. */
export function createAdminService(deps: AdminServiceDeps): AdminService {
  const { accounts, tenants, mail } = deps;

  /** Two reads for a whole page, however many tenants it has. */
  async function present(records: readonly TenantRecord[]): Promise<admin.TenantRow[]> {
    const ids = records.map(({ id }) => id);
    const [leads, viewers] = await Promise.all([deps.countLeads(ids), deps.countViewers(ids)]);
    return records.map((record) =>
      presentTenant(record, {
        url: tenants.urlOf(record.slug),
        leads: leads.get(record.id) ?? 0,
        viewers: viewers.get(record.id) ?? 0,
      }),
    );
  }

  async function presentOne(record: TenantRecord): Promise<admin.TenantRow> {
    const [row] = await present([record]);
    if (row === undefined) throw new ProblemError('not-found');
    return row;
  }

  return {
    async logIn(email, password) {
      const found = await accounts.authenticateAdmin(email, password);
      return { admin: found, me: presentAdmin(found) };
    },

    async me(adminId) {
      const found = await accounts.findAdmin(adminId);
      if (found === null) throw new ProblemError('unauthenticated');
      return presentAdmin(found);
    },

    async listTenants({ cursor, ...query }) {
      const { items, nextCursor } = await tenants.list({ ...query, cursor: parseCursor(TenantId, cursor) });
      return { items: await present(items), nextCursor };
    },

    async suspend(adminId, tenantId, slug, reason) {
      const tenant = await tenants.find(tenantId);
      if (tenant === null) throw new ProblemError('not-found');
      if (tenant.slug !== slug) throw wrongField('body', 'slug', "Please type the site's address to confirm.");
      return presentOne(await tenants.suspend(tenantId, reason, adminId));
    },

    async reactivate(tenantId) {
      return presentOne(await tenants.reactivate(tenantId));
    },

    async listMail({ cursor, ...query }) {
      const { items, nextCursor } = await mail.listKept({ ...query, cursor: parseCursor(MailId, cursor) });
      const owners = await tenants.findMany([...new Set(items.map(({ tenantId }) => tenantId))]);
      const names = new Map(owners.map(({ id, name }) => [id, name]));
      return { items: items.map((item) => presentMail(item, names.get(item.tenantId) ?? null)), nextCursor };
    },

    async getMail(id) {
      const found = await mail.findKept(id);
      if (found === null) throw new ProblemError('not-found');
      const owner = await tenants.find(found.tenantId);
      return { ...presentMail(found, owner?.name ?? null), text: found.text, html: found.html };
    },
  };
}

/** Cursors are the last id of a page; one that is not ours is the caller's mistake. */
function parseCursor<T extends z.ZodType>(schema: T, cursor: string | undefined): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(cursor);
  if (!parsed.success) throw wrongField('query', 'cursor', 'This cursor is not one of ours.');
  return parsed.data;
}

const wrongField = (where: 'body' | 'query', field: string, message: string): ProblemError =>
  new ProblemError('validation-failed', { issues: [{ in: where, pointer: jsonPointer([field]), message }] });
