import {
  DEFAULT_LOCALE,
  ProblemError,
  type admin,
  type ErrorCode,
  type SignupId,
  type signups,
  type TenantId,
} from '@stageline/contracts';
import { TenantDomainModel } from './tenant-domain.model.ts';
import { PENDING_EMAIL_INDEX, SLUG_INDEX, TenantModel } from './tenant.model.ts';
import { tenantTransitions } from './tenant-state.ts';
import type {
  ClosingRecord,
  NewSignup,
  PurgeCounts,
  SignupRecord,
  TenantListQuery,
  TenantPage,
  TenantRecord,
} from './tenants.types.ts';

const RECORD = {
  slug: 1,
  name: 1,
  status: 1,
  version: 1,
  ownerAccountId: 1,
  primaryHost: 1,
  synthetic: 1,
  createdAt: 1,
  activatedAt: 1,
} as const;
const WITH_SIGNUP = { ...RECORD, signup: 1 } as const;

type TenantRow = Omit<TenantRecord, 'id'> & { _id: string };
type SignupRow = TenantRow & { signup: Omit<SignupRecord, 'tenant' | 'passwordHash'> & { passwordHash?: string } };

/** Reads and writes tenants, their custom domains and the sign-up inside each. */
export const tenantsRepository = {
  async findById(id: TenantId): Promise<TenantRecord | null> {
    return toRecord(await TenantModel.findById(id, RECORD).lean());
  },

  async findBySlug(slug: string): Promise<TenantRecord | null> {
    return toRecord(await TenantModel.findOne({ slug }, RECORD).lean());
  },

  async findByDomain(host: string): Promise<TenantRecord | null> {
    const domain = await TenantDomainModel.findById(host, { tenantId: 1 }).lean();
    return domain === null ? null : this.findById(domain.tenantId as TenantId);
  },

  async domainsOf(id: TenantId): Promise<string[]> {
    const domains = await TenantDomainModel.find({ tenantId: id }, { _id: 1 }).lean();
    return domains.map((domain) => domain._id);
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

  /** @throws ProblemError `slug-taken`, `email-taken` when another tenant or sign-up holds it */
  async insertSignup(signup: NewSignup, now: Date): Promise<void> {
    const { tenantId, slug, siteName, synthetic = false, ...rest } = signup;
    try {
      await TenantModel.create([
        {
          _id: tenantId,
          slug,
          name: siteName,
          status: 'requested',
          version: 1,
          synthetic,
          signup: { ...rest, pendingEmail: rest.email, touchedAt: now },
          createdAt: now,
        },
      ]);
    } catch (error) {
      throw takenBy(error);
    }
  },

  async findSignup(id: SignupId): Promise<SignupRecord | null> {
    return toSignup(await TenantModel.findOne({ 'signup.id': id }, WITH_SIGNUP).lean());
  },

  async findSignupOf(tenantId: TenantId): Promise<SignupRecord | null> {
    return toSignup(await TenantModel.findOne({ _id: tenantId }, WITH_SIGNUP).lean());
  },

  /** Ids of sign-ups that nobody has worked on since `before`, oldest first. */
  async interruptedSignups(before: Date, limit: number): Promise<{ id: SignupId; tenantId: TenantId }[]> {
    const rows = await TenantModel.find(
      { 'signup.pending': true, 'signup.touchedAt': { $lt: before } },
      { 'signup.id': 1 },
    )
      .sort({ 'signup.touchedAt': 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => ({ id: row.signup.id as SignupId, tenantId: row._id as TenantId }));
  },

  async beginProvisioning(id: TenantId, now: Date): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, status: 'requested' },
      { $set: { status: 'provisioning', 'signup.touchedAt': now }, $inc: { version: 1 } },
    );
  },

  async recordStep(id: TenantId, step: signups.ProvisioningStep, now: Date): Promise<void> {
    await TenantModel.updateOne(
      { _id: id },
      { $addToSet: { 'signup.doneSteps': step }, $set: { 'signup.touchedAt': now } },
    );
  },

  /** Records the owner and forgets what only the account may keep. */
  async setOwner(id: TenantId, ownerAccountId: string): Promise<void> {
    await TenantModel.updateOne(
      { _id: id },
      { $set: { ownerAccountId }, $unset: { 'signup.passwordHash': 1, 'signup.pendingEmail': 1 } },
    );
  },

  async setPrimaryHost(id: TenantId, primaryHost: string | null): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, primaryHost: { $ne: primaryHost } },
      { $set: { primaryHost }, $inc: { version: 1 } },
    );
  },

  /** The site answers from now on. @returns false when it did before */
  async activate(id: TenantId, now: Date): Promise<boolean> {
    const { modifiedCount } = await TenantModel.updateOne(
      { _id: id, status: 'provisioning' },
      {
        $set: { status: 'active', activatedAt: now, 'signup.touchedAt': now },
        $addToSet: { 'signup.doneSteps': 'address' satisfies signups.ProvisioningStep },
        $inc: { version: 1 },
      },
    );
    return modifiedCount === 1;
  },

  async finishSignup(id: TenantId): Promise<void> {
    await TenantModel.updateOne({ _id: id }, { $set: { 'signup.pending': false } });
  },

  /** Ends a sign-up that cannot succeed; its address becomes free because an id is no valid slug. */
  async failSignup(id: TenantId, failure: ErrorCode): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, status: { $in: ['requested', 'provisioning'] } },
      {
        $set: { status: 'purged', slug: id, 'signup.failure': failure, 'signup.pending': false },
        $unset: { 'signup.passwordHash': 1, 'signup.pendingEmail': 1 },
        $inc: { version: 1 },
      },
    );
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

  /** Tenants that have been closing since before `before`, oldest first. */
  async closedBefore(before: Date, limit: number): Promise<TenantRecord[]> {
    const rows = await TenantModel.find({ status: 'closing', 'closing.at': { $lte: before } }, RECORD)
      .sort({ 'closing.at': 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => toRecord(row) as TenantRecord);
  },

  /** Bars the way back. @returns false when the tenant is not closing, or not for long enough */
  async beginPurge(id: TenantId, closedBefore: Date, now: Date): Promise<boolean> {
    const { matchedCount } = await TenantModel.updateOne(
      { _id: id, status: 'closing', 'closing.at': { $lte: closedBefore } },
      { $set: { 'closing.purgeBegan': now } },
    );
    return matchedCount === 1;
  },

  /** What stays of a tenant: that it was there, and the proof that nothing else is. Its address becomes free. */
  async finishPurge(id: TenantId, purge: { at: Date; removed: PurgeCounts; left: PurgeCounts }): Promise<void> {
    await TenantModel.updateOne(
      { _id: id, status: 'closing' },
      {
        $set: {
          status: 'purged',
          slug: id,
          name: 'Purged site',
          ownerAccountId: null,
          purge,
          'signup.name': 'Purged',
          'signup.email': `${id}@purged.invalid`,
        },
        $unset: { 'signup.passwordHash': 1, 'signup.pendingEmail': 1 },
        $inc: { version: 1 },
      },
    );
  },

  /** The proof of a purge, or null while there is none. */
  async purgeOf(id: TenantId): Promise<{ at: Date; removed: PurgeCounts; left: PurgeCounts } | null> {
    const row = await TenantModel.findOne({ _id: id }, { purge: 1 }).lean();
    return (row?.purge as { at: Date; removed: PurgeCounts; left: PurgeCounts } | null | undefined) ?? null;
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
export type TenantsRepository = typeof tenantsRepository;

function toRecord(row: unknown): TenantRecord | null {
  if (row === null) return null;
  const { _id, ...rest } = row as TenantRow;
  // A tenant of an earlier version does not say that it is real.
  return { id: _id as TenantId, ...rest, synthetic: rest.synthetic === true };
}

function toSignup(row: unknown): SignupRecord | null {
  if (row === null) return null;
  const { signup, ...tenant } = row as SignupRow;
  return {
    ...signup,
    // A sign-up from before there was a choice has none.
    locale: signup.locale ?? DEFAULT_LOCALE,
    passwordHash: signup.passwordHash ?? null,
    tenant: toRecord(tenant) as TenantRecord,
  };
}

function takenBy(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code !== 11_000) return error;
  if (message?.includes(SLUG_INDEX)) return new ProblemError('slug-taken', { cause: error });
  if (message?.includes(PENDING_EMAIL_INDEX)) return new ProblemError('email-taken', { cause: error });
  return error;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
