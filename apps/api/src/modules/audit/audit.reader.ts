import { AuditEntryId, jsonPointer, ProblemError, type audit, type TenantId } from '@stageline/contracts';
import { runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import type { TenantRecord } from '../tenants/index.ts';
import { canonicalJson, PLATFORM_CHAIN, sealedFields } from './audit.chain.ts';
import { listAllChains, type OwnedAuditRow } from './audit.cross-tenant.repository.ts';
import { presentEntry, presentPlatformEntry } from './audit.presenter.ts';
import { auditRepository, type AuditFilter } from './audit.repository.ts';

type Page<T> = { items: T[]; nextCursor: string | null };
type Query = z.output<(typeof audit)['listAudit']['query']>;
type PlatformQuery = z.output<(typeof audit)['listPlatformAudit']['query']>;

export interface AuditReader {
  /** The current tenant's chain, newest first. @throws ProblemError `validation-failed` for a cursor that is not ours */
  list(query: Query): Promise<Page<audit.AuditEntryView>>;
  /** Every chain but those of test sites, or any one, newest first, for central administrators. @throws as `list` */
  listPlatform(query: PlatformQuery): Promise<Page<audit.PlatformAuditEntry>>;
  /** A chain as JSON lines, oldest first, up to where it ends when this is called. */
  lines(chain: TenantId | 'platform'): AsyncGenerator<string>;
}

export interface AuditReaderDeps {
  readonly findTenants: (ids: readonly TenantId[]) => Promise<readonly TenantRecord[]>;
  /** The platform's own test sites, which write every few minutes and would drown what people did. */
  readonly testSites: () => Promise<readonly TenantId[]>;
}

const EXPORT_PAGE = 500;

export function createAuditReader({ findTenants, testSites }: AuditReaderDeps): AuditReader {
  async function platformPage(rows: readonly OwnedAuditRow[]): Promise<audit.PlatformAuditEntry[]> {
    const owners = await findTenants([...new Set(rows.map(({ tenantId }) => tenantId))]);
    const byId = new Map(owners.map((tenant) => [tenant.id, tenant]));
    return rows.map((row) => presentPlatformEntry(row, byId.get(row.tenantId) ?? null));
  }

  return {
    async list({ cursor, limit, ...query }) {
      const rows = await auditRepository.list(filterOf(query), parseSequence(cursor), limit + 1);
      const items = rows.slice(0, limit).map(presentEntry);
      return { items, nextCursor: rows.length > limit ? String(items.at(-1)!.sequence) : null };
    },

    async listPlatform({ cursor, limit, chain, ...query }) {
      const filter = filterOf(query);
      if (chain === undefined) {
        const rows = await listAllChains(filter, await testSites(), parseEntryId(cursor), limit + 1);
        const items = await platformPage(rows.slice(0, limit));
        return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null };
      }
      const owner = ownerOf(chain);
      const below = parseSequence(cursor);
      const rows = await runInTenant(owner, () => auditRepository.list(filter, below, limit + 1));
      const items = await platformPage(rows.slice(0, limit).map((row) => ({ ...row, tenantId: owner })));
      return { items, nextCursor: rows.length > limit ? String(items.at(-1)!.sequence) : null };
    },

    async *lines(chain) {
      const owner = ownerOf(chain);
      const end = (await runInTenant(owner, () => auditRepository.head())).seq;
      for (let last = 0; last < end;) {
        const rows = await runInTenant(owner, () => auditRepository.following(last, EXPORT_PAGE));
        if (rows.length === 0) return;
        const due = rows.filter(({ seq }) => seq <= end);
        yield due.map((row) => `${canonicalJson({ ...sealedFields(owner, row), hash: row.hash })}\n`).join('');
        last = rows.at(-1)!.seq;
      }
    },
  };
}

const ownerOf = (chain: TenantId | 'platform'): TenantId => (chain === 'platform' ? PLATFORM_CHAIN : chain);

const filterOf = ({ action, actor, from, to }: Omit<Query, 'cursor' | 'limit'>): AuditFilter => ({
  action,
  actor,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});

/** The cursor of a chain is the sequence number that a page ended with. */
function parseSequence(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(cursor)) throw foreignCursor();
  return Number(cursor);
}

/** Over all chains it is the id of the last entry. */
function parseEntryId(cursor: string | undefined): AuditEntryId | undefined {
  if (cursor === undefined) return undefined;
  const parsed = AuditEntryId.safeParse(cursor);
  if (!parsed.success) throw foreignCursor();
  return parsed.data;
}

const foreignCursor = (): ProblemError =>
  new ProblemError('validation-failed', {
    issues: [{ in: 'query', pointer: jsonPointer(['cursor']), message: 'This cursor is not one of ours.' }],
  });
