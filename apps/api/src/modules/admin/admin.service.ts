import { MailId, ProblemError, type admin, type AdminId } from '@stageline/contracts';
import type { z } from 'zod';
import type { AccountsService, PlatformAdmin } from '../accounts/index.ts';
import type { AuditLog } from '../audit/index.ts';
import type { MailService } from '../mail/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import { parseCursor } from './admin.input.ts';
import { presentAdmin, presentMail } from './admin.presenter.ts';

export interface AdminServiceDeps {
  readonly accounts: Pick<AccountsService, 'authenticateAdmin' | 'findAdmin'>;
  readonly tenants: Pick<TenantsService, 'find' | 'findMany'>;
  readonly mail: Pick<MailService, 'listKept' | 'findKept'>;
  readonly audit: AuditLog;
}

type AdminMe = z.output<typeof admin.AdminMe>;
type MailQuery = z.output<(typeof admin)['listMail']['query']>;
type Page<T> = { items: T[]; nextCursor: string | null };
type MailDetail = z.output<(typeof admin)['getMail']['response']>;

export interface AdminService {
  /** @throws ProblemError `invalid-credentials`, `too-many-requests` */
  logIn(email: string, password: string): Promise<{ admin: PlatformAdmin; me: AdminMe }>;
  /** @throws ProblemError `unauthenticated` when the administrator is gone */
  me(adminId: AdminId): Promise<AdminMe>;
  listMail(query: MailQuery): Promise<Page<admin.MailSummary>>;
  /** @throws ProblemError `not-found` */
  getMail(id: MailId): Promise<MailDetail>;
}

/** Who central administrators are, and the mailbox that they read. */
export function createAdminService({ accounts, tenants, mail, audit }: AdminServiceDeps): AdminService {
  async function authenticate(email: string, password: string): Promise<PlatformAdmin> {
    try {
      return await accounts.authenticateAdmin(email, password);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'invalid-credentials')
        await audit.record({ action: 'admin.log-in-failed', target: { type: 'login', id: email } });
      throw error;
    }
  }

  return {
    async logIn(email, password) {
      const found = await authenticate(email, password);
      const actor = { kind: 'admin', id: found.id, name: found.name } as const;
      await audit.record({ action: 'admin.logged-in', actor });
      return { admin: found, me: presentAdmin(found) };
    },

    async me(adminId) {
      const found = await accounts.findAdmin(adminId);
      if (found === null) throw new ProblemError('unauthenticated');
      return presentAdmin(found);
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
