import type { Plan, TenantId } from '@stageline/contracts';
import { tenantDomainsRepository } from './tenant-domains.repository.ts';
import { TenantModel } from './tenant.model.ts';

/** Why a tenant is not served: who said so (an administrator's id or an account's), and when. */
export interface TenantPause {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** What central administration knows of a tenant beside what everybody does. */
export interface TenantFacts {
  readonly plan: Plan;
  readonly allowsSupport: boolean;
  readonly suspension: TenantPause | null;
  readonly closing: TenantPause | null;
  /** Why its provisioning ended, or null. */
  readonly failure: string | null;
  /** Since when its provisioning waits for somebody to go on; null when it does not. */
  readonly waitingSince: Date | null;
}

export interface TenantAdministration {
  /** One read for any number of tenants; those that are gone are missing. */
  factsOf(ids: readonly TenantId[]): Promise<ReadonlyMap<TenantId, TenantFacts>>;
  /** The tenant's own domains. */
  domainsOf(id: TenantId): Promise<string[]>;
  /** @returns the plan before, or null when there is no such tenant */
  changePlan(id: TenantId, plan: Plan): Promise<Plan | null>;
  /** Served sites of people with an id above `cursor`, in the order of their ids. */
  activeAfter(cursor: string, limit: number): Promise<TenantId[]>;
  allowsSupport(id: TenantId): Promise<boolean>;
  /** @returns whether that changed anything */
  allowSupport(id: TenantId, allowed: boolean): Promise<boolean>;
}

const FACTS = {
  plan: 1,
  supportForbidden: 1,
  suspension: 1,
  closing: 1,
  'signup.failure': 1,
  'signup.pending': 1,
  'signup.touchedAt': 1,
} as const;

/** Reads and writes what only central administration does with tenants. */
export const tenantAdministration: TenantAdministration = {
  async factsOf(ids) {
    const rows = await TenantModel.find({ _id: { $in: [...ids] } }, FACTS).lean();
    return new Map(rows.map((row) => [row._id as TenantId, toFacts(row)]));
  },

  domainsOf: (id) => tenantDomainsRepository.hostsOf(id),

  async changePlan(id, plan) {
    const before = await TenantModel.findOneAndUpdate(
      { _id: id },
      { $set: { plan } },
      { projection: { plan: 1 } },
    ).lean();
    return before === null ? null : (before.plan as Plan);
  },

  async activeAfter(cursor, limit) {
    const rows = await TenantModel.find(
      { status: 'active', synthetic: { $ne: true }, _id: { $gt: cursor } },
      { _id: 1 },
    )
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return rows.map((row) => row._id as TenantId);
  },

  async allowsSupport(id) {
    return (await TenantModel.exists({ _id: id, supportForbidden: { $ne: true } })) !== null;
  },

  async allowSupport(id, allowed) {
    // A tenant of an earlier version says nothing, which is a yes.
    const other = allowed ? { supportForbidden: true } : { supportForbidden: { $ne: true } };
    const { matchedCount } = await TenantModel.updateOne(
      { _id: id, ...other },
      { $set: { supportForbidden: !allowed } },
    );
    return matchedCount === 1;
  },
};

interface Row {
  readonly plan?: string | null;
  readonly supportForbidden?: boolean | null;
  readonly suspension?: { reason: string; adminId: string; at: Date } | null;
  readonly closing?: { reason: string; by: string; at: Date } | null;
  readonly signup?: { failure?: string | null; pending?: boolean | null; touchedAt: Date } | null;
}

function toFacts({ plan, supportForbidden, suspension, closing, signup }: Row): TenantFacts {
  return {
    plan: (plan ?? 'free') as Plan,
    allowsSupport: supportForbidden !== true,
    suspension: suspension ? { reason: suspension.reason, by: suspension.adminId, at: suspension.at } : null,
    closing: closing ? { reason: closing.reason, by: closing.by, at: closing.at } : null,
    failure: signup?.failure ?? null,
    waitingSince: signup?.pending === true ? signup.touchedAt : null,
  };
}
