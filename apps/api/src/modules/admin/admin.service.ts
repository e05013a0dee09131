import { MailId, ProblemError, type admin } from '@stageline/contracts';
import type { z } from 'zod';
import type { MailService } from '../mail/index.ts';
import type { TenantsService } from '../tenants/index.ts';
import { parseCursor } from './admin.input.ts';
import { presentMail } from './admin.presenter.ts';

export interface AdminServiceDeps {
  readonly tenants: Pick<TenantsService, 'find' | 'findMany'>;
  readonly mail: Pick<MailService, 'listKept' | 'findKept'>;
}

type MailQuery = z.output<(typeof admin)['listMail']['query']>;
type Page<T> = { items: T[]; nextCursor: string | null };
type MailDetail = z.output<(typeof admin)['getMail']['response']>;

export interface AdminService {
  listMail(query: MailQuery): Promise<Page<admin.MailSummary>>;
  /** @throws ProblemError `not-found` */
  getMail(id: MailId): Promise<MailDetail>;
}

/** The mailbox that central administrators read. */
export function createAdminService({ tenants, mail }: AdminServiceDeps): AdminService {
  return {
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
