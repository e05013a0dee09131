import type { admin, TenantId } from '@stageline/contracts';
import { RECORD, toRecord } from './tenant-record.ts';
import { tenantTransitions } from './tenant-state.ts';
import { TenantModel } from './tenant.model.ts';
import type { ClosingRecord, TenantKind, TenantListQuery, TenantPage, TenantRecord } from './tenants.types.ts';

/** Reads and writes tenants. */
export const tenantsRepository = {
  async findById(id: TenantId): Promise<TenantRecord | null> {
    return toRecord(await TenantModel.findById(id, RECORD).lean());
  },

  async findBySlug(slug: string): Promise<TenantRecord | null> {
    return toRecord(await TenantModel.findOne({ slug }, RECORD).lean());
  },

  async findMany(ids: readonly TenantId[]): Promise<TenantRecord[]> {
    const rows = await TenantModel.find({ _id: { $in: [...ids] } }, RECORD).lean();
    return rows.map((row) => toRecord(row) as TenantRecord);
  },

  /** Newest first. */
  async list(query: TenantListQuery): Promise<TenantPage> {
    const pattern = query.search ? new RegExp(escapeRegExp(query.search), 'i') : undefined;
    const filter = {
      synthetic: { $ne: true },
      ...(query.cursor === undefined ? {} : { _id: { $lt: query.cursor } }),
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(pattern === undefined ? {} : { $or: [{ slug: pattern }, { name: pattern }] }),
    };
    const rows = await TenantModel.find(filter, RECORD)
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .lean();
    const items = rows.slice(0, query.limit).map((row) => toRecord(row) as TenantRecord);
    return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  },

  async setPrimaryHost(id: TenantId, primaryHost: string | null): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, primaryHost: { $ne: primaryHost } },
      { $set: { primaryHost }, $inc: { version: 1 } },
    );
  },

  async setKind(id: TenantId, kind: TenantKind): Promise<void> {
    await TenantModel.updateOne({ _id: id }, { $set: { kind } });
  },

  /** @returns the changed tenant, or null when it is not active */
  async suspend(id: TenantId, suspension: { reason: string; adminId: string; at: Date }): Promise<TenantRecord | null> {
    const row = await TenantModel.findOneAndUpdate(
      { _id: id, status: 'active' },
      { $set: { status: 'suspended', suspension: { ...suspension, statusBefore: 'active' } }, $inc: { version: 1 } },
      { new: true, projection: RECORD },
    ).lean();
    return toRecord(row);
  },

  /** @returns the changed tenant, or null when it is not suspended */
  async reactivate(id: TenantId): Promise<TenantRecord | null> {
    const suspended = await TenantModel.findOne({ _id: id, status: 'suspended' }, { suspension: 1 }).lean();
    if (suspended === null) return null;
    const status = (suspended.suspension?.statusBefore ?? 'active') as admin.TenantStatus;
    const row = await TenantModel.findOneAndUpdate(
      { _id: id, status: 'suspended' },
      { $set: { status, suspension: null }, $inc: { version: 1 } },
      { new: true, projection: RECORD },
    ).lean();
    return toRecord(row);
  },

  /** @returns the changed tenant, or null when it is in no state from which it could close */
  async close(id: TenantId, closing: ClosingRecord): Promise<TenantRecord | null> {
    const before = await TenantModel.findOne({ _id: id }, { status: 1 }).lean();
    if (before === null || !(tenantTransitions[before.status] as readonly string[]).includes('closing')) return null;
    const row = await TenantModel.findOneAndUpdate(
      { _id: id, status: before.status },
      { $set: { status: 'closing', closing: { ...closing, statusBefore: before.status } }, $inc: { version: 1 } },
      { new: true, projection: RECORD },
    ).lean();
    return toRecord(row);
  },

  /** @returns the changed tenant, or null when it is not closing, or its purge has begun */
  async reopen(id: TenantId): Promise<TenantRecord | null> {
    const open = { _id: id, status: 'closing', 'closing.purgeBegan': null } as const;
    const closing = await TenantModel.findOne(open, { closing: 1 }).lean();
    if (closing === null) return null;
    const row = await TenantModel.findOneAndUpdate(
      open,
      { $set: { status: closing.closing?.statusBefore ?? 'active', closing: null }, $inc: { version: 1 } },
      { new: true, projection: RECORD },
    ).lean();
    return toRecord(row);
  },

  /** Moves a site to another address. @returns the changed tenant, or null when it is not active at `from` any more */
  async rename(id: TenantId, from: string, to: string): Promise<TenantRecord | null> {
    const row = await TenantModel.findOneAndUpdate(
      { _id: id, slug: from, status: 'active' },
      { $set: { slug: to }, $inc: { version: 1 } },
      { new: true, projection: RECORD },
    ).lean();
    return toRecord(row);
  },

  /** The platform's own test sites that are not closed, the oldest two. */
  async synthetic(): Promise<TenantId[]> {
    const open = { synthetic: true, status: { $in: ['requested', 'provisioning', 'active'] } };
    const rows = await TenantModel.find(open, { _id: 1 }).sort({ _id: 1 }).limit(2).lean();
    return rows.map((row) => row._id as TenantId);
  },

  /** Every site with its address, oldest first. */
  async *allAddresses(): AsyncGenerator<Pick<TenantRecord, 'slug' | 'createdAt'> & { tenantId: TenantId }> {
    const rows = TenantModel.find({ status: { $ne: 'purged' } }, { slug: 1, createdAt: 1 })
      .sort({ _id: 1 })
      .lean()
      .cursor();
    for await (const { _id, slug, createdAt } of rows) yield { tenantId: _id as TenantId, slug, createdAt };
  },

  /** The tenants whose work waits: suspended and closing ones. */
  async pausedIds(): Promise<TenantId[]> {
    const rows = await TenantModel.find({ status: { $in: ['suspended', 'closing'] } }, { _id: 1 }).lean();
    return rows.map((row) => row._id as TenantId);
  },
};

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
