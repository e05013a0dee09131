import { slugSkeleton, type TenantId } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { SlugClaimModel } from './slug-claim.model.ts';

export interface SlugClaim {
  readonly slug: string;
  readonly tenantId: TenantId;
  readonly until: Date | null;
}

type ClaimRow = Omit<SlugClaim, 'tenantId'> & { _id: string; tenantId: string };
const isHeld = ({ until }: { readonly until?: Date | null }, now: Date): boolean => !until || until > now;

/** Reads and writes who holds which address. */
export const slugClaimsRepository = {
  /** Which of these addresses cannot be had: taken, still redirecting, or too like one that is. */
  async heldOf(slugs: readonly string[], now: Date): Promise<Set<string>> {
    const skeletons = new Map(slugs.map((slug) => [slug, slugSkeleton(slug)]));
    const rows = await SlugClaimModel.find({ _id: { $in: [...skeletons.values()] } }, { until: 1 }).lean();
    const held = new Set(rows.filter((row) => isHeld(row, now)).map((row) => row._id));
    return new Set(slugs.filter((slug) => held.has(skeletons.get(slug)!)));
  },

  /**
   * Takes an address for a tenant: a free one, or one of its own that redirects still. Inside a transaction, which decides
   * between two that want the same.
   * @returns false when it is held
   */
  async take(slug: string, tenantId: TenantId, now: Date): Promise<boolean> {
    const _id = slugSkeleton(slug);
    const present = await SlugClaimModel.findById(_id).lean<ClaimRow>();
    if (present === null) {
      await SlugClaimModel.create([{ _id, slug, tenantId, createdAt: now }]);
      return true;
    }
    const isOwnFormer = present.tenantId === tenantId && present.slug === slug && present.until !== null;
    if (isHeld(present, now) && !isOwnFormer) return false;
    const { modifiedCount } = await SlugClaimModel.updateOne(
      { _id, until: present.until },
      { $set: { slug, tenantId, until: null, createdAt: now } },
    );
    return modifiedCount === 1;
  },

  /** Claims an address for a site that had it before addresses were claimed, unless the claim is there. */
  async ensure({ slug, tenantId, createdAt }: { slug: string; tenantId: TenantId; createdAt: Date }): Promise<void> {
    const $setOnInsert = { slug, tenantId, until: null, createdAt };
    await retryUpsert(() => SlugClaimModel.updateOne({ _id: slugSkeleton(slug) }, { $setOnInsert }, { upsert: true }));
  },

  /**
   * Gives every claim the key that its address has by now. Of two that look alike the older one keeps its claim; the other
   * keeps its address, which its own unique index still guards. May be repeated.
   */
  async rekey(): Promise<void> {
    const rows = SlugClaimModel.find({}).sort({ createdAt: 1 }).lean<(ClaimRow & { createdAt: Date })[]>().cursor();
    for await (const { _id, slug, tenantId, until, createdAt } of rows) {
      const key = slugSkeleton(slug);
      if (key === _id) continue;
      const claim = { slug, tenantId, until, createdAt };
      await retryUpsert(() => SlugClaimModel.updateOne({ _id: key }, { $setOnInsert: claim }, { upsert: true }));
      await SlugClaimModel.deleteOne({ _id });
    }
  },

  /** From now on the address only redirects, until `until`. */
  async retire(slug: string, tenantId: TenantId, until: Date): Promise<void> {
    await SlugClaimModel.updateOne({ _id: slugSkeleton(slug), tenantId }, { $set: { until } });
  },

  /** The tenant that an address redirects to. */
  async redirectOf(slug: string, now: Date): Promise<TenantId | null> {
    const row = await SlugClaimModel.findOne({ _id: slugSkeleton(slug), slug, until: { $gt: now } }).lean<ClaimRow>();
    return (row?.tenantId as TenantId | undefined) ?? null;
  },

  /** Every address of a tenant, the present one and those that redirect. */
  async ofTenant(tenantId: TenantId): Promise<SlugClaim[]> {
    const rows = await SlugClaimModel.find({ tenantId }).sort({ until: 1 }).lean<ClaimRow[]>();
    return rows.map(({ slug, until }) => ({ slug, tenantId, until }));
  },

  /** Addresses whose redirect has ended. */
  async ended(now: Date, limit: number): Promise<SlugClaim[]> {
    const rows = await SlugClaimModel.find({ until: { $lte: now } })
      .limit(limit)
      .lean<ClaimRow[]>();
    return rows.map(({ slug, tenantId, until }) => ({ slug, tenantId: tenantId as TenantId, until }));
  },

  /** Forgets a claim, unless somebody else has taken the address meanwhile. */
  async drop({ slug, tenantId, until }: SlugClaim): Promise<void> {
    await SlugClaimModel.deleteOne({ _id: slugSkeleton(slug), tenantId, until });
  },

  async dropAll(tenantId: TenantId): Promise<void> {
    await SlugClaimModel.deleteMany({ tenantId });
  },
};
