import { ProblemError, SitePaused, type AdminId, type TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { z } from 'zod';
import { tenantsRepository } from './tenants.repository.ts';
import { createProvisioningRecords, type ProvisioningRecords } from './provisioning-records.ts';
import type { TenantAddresses } from './tenant-addresses.ts';
import type { TenantDomains } from './tenant-domains.ts';
import type { TenantResolver } from './tenant-resolver.ts';
import type { TenantKind, TenantListQuery, TenantPage, TenantRecord } from './tenants.types.ts';

/** Told after a tenant went neutral: whoever holds something open for it closes it. */
export type SuspensionListener = (tenantId: TenantId) => Promise<void> | void;

type Told = z.input<typeof SitePaused.payload>;

/** What belongs to a change and has to be there exactly when it is; runs in its transaction. */
export type Within = (changed: TenantRecord) => Promise<void>;

export interface TenantsServiceDeps {
  readonly resolver: TenantResolver;
  readonly addresses: TenantAddresses;
  readonly domains: TenantDomains;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Disconnects sockets, closes media rooms. A failing one is logged and does not hold back the others. */
  readonly onSuspended: readonly SuspensionListener[];
  /** Opens what `onSuspended` closed. */
  readonly onReactivated: readonly SuspensionListener[];
}

export interface TenantsService {
  find(tenantId: TenantId): Promise<TenantRecord | null>;
  findBySlug(slug: string): Promise<TenantRecord | null>;
  findMany(tenantIds: readonly TenantId[]): Promise<TenantRecord[]>;
  /** Which of these addresses are taken. */
  heldSlugs(slugs: readonly string[]): Promise<Set<string>>;
  /** Says what sort of site it is; whoever calls it tells the site's cache. */
  setKind(tenantId: TenantId, kind: TenantKind): Promise<void>;
  /** Newest first, a page at a time. */
  list(query: TenantListQuery): Promise<TenantPage>;
  /** The tenants whose work waits: suspended and closing ones. */
  pausedIds(): Promise<TenantId[]>;
  /** The platform's own test sites, the oldest two. */
  synthetic(): Promise<TenantId[]>;
  /** As `TenantResolver.urlOf`. */
  urlOf(slug: string): string;
  /** As `TenantResolver.addressOf`. */
  addressOf(tenant: Pick<TenantRecord, 'slug' | 'primaryHost'>): string;
  /**
   * Makes an active tenant neutral, in every process at once.
   * @throws ProblemError `not-found`, `illegal-transition`
   */
  suspend(tenantId: TenantId, reason: string, adminId: AdminId, within?: Within): Promise<TenantRecord>;
  /**
   * Brings a suspended tenant back to the state it was in.
   * @throws ProblemError `not-found`, `illegal-transition`
   */
  reactivate(tenantId: TenantId, within?: Within): Promise<TenantRecord>;
  /**
   * Begins the end of an active or suspended tenant: neutral at once, its data kept until the purge.
   * @param by an administrator's id or the owner's account
   * @throws ProblemError `not-found`, `illegal-transition`
   */
  close(tenantId: TenantId, reason: string, by: string, within?: Within): Promise<TenantRecord>;
  /**
   * Takes a closing back: the tenant is as it was before. Possible until the purge begins.
   * @throws ProblemError `not-found`, `illegal-transition`
   */
  reopen(tenantId: TenantId, within?: Within): Promise<TenantRecord>;
  readonly addresses: TenantAddresses;
  readonly domains: TenantDomains;
  readonly provisioning: ProvisioningRecords;
}

/** The life of a tenant, by the transitions of `tenant-state.ts`. */
export function createTenantsService(deps: TenantsServiceDeps): TenantsService {
  const { resolver, clock } = deps;

  async function announce(tenantId: TenantId): Promise<void> {
    const tenant = await tenantsRepository.findById(tenantId);
    if (tenant !== null) await resolver.announce(tenant);
  }

  /** Says why a change did not apply; tells everybody the present state again, in case the last word was lost. */
  async function refused(tenantId: TenantId): Promise<ProblemError> {
    const tenant = await tenantsRepository.findById(tenantId);
    if (tenant === null) return new ProblemError('not-found');
    await resolver.announce(tenant);
    if (tenant.status === 'active') await notify(deps.onReactivated, tenantId);
    if (tenant.status === 'suspended' || tenant.status === 'closing') await notify(deps.onSuspended, tenantId);
    return new ProblemError('illegal-transition', { detail: `The site is ${tenant.status}.` });
  }

  /** A change of state with what belongs to it and the word to the owners. @throws ProblemError `not-found`, `illegal-transition` */
  async function change(
    tenantId: TenantId,
    told: Told,
    write: () => Promise<TenantRecord | null>,
    within?: Within,
  ): Promise<TenantRecord> {
    const tenant = await deps.unitOfWork.run(async () => {
      const changed = await write();
      if (changed === null) return null;
      await within?.(changed);
      await runInTenant(tenantId, () => deps.unitOfWork.run(async (tx) => tx.record(SitePaused, told)));
      return changed;
    });
    if (tenant === null) throw await refused(tenantId);
    await resolver.announce(tenant);
    return tenant;
  }

  async function notify(listeners: readonly SuspensionListener[], tenantId: TenantId): Promise<void> {
    const outcomes = await Promise.allSettled(listeners.map(async (listener) => listener(tenantId)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        deps.logger.error({ err: outcome.reason, tenantId }, 'suspension listener failed');
    }
  }

  return {
    find: (tenantId) => tenantsRepository.findById(tenantId),
    findBySlug: (slug) => tenantsRepository.findBySlug(slug),
    findMany: (tenantIds) => tenantsRepository.findMany(tenantIds),
    setKind: (tenantId, kind) => tenantsRepository.setKind(tenantId, kind),
    heldSlugs: (slugs) => deps.addresses.heldOf(slugs),
    addresses: deps.addresses,
    domains: deps.domains,
    list: (query) => tenantsRepository.list(query),
    pausedIds: () => tenantsRepository.pausedIds(),
    synthetic: () => tenantsRepository.synthetic(),
    urlOf: (slug) => resolver.urlOf(slug),
    addressOf: (tenant) => resolver.addressOf(tenant),

    async suspend(tenantId, reason, adminId, within) {
      const suspension = { reason, adminId, at: clock.now() };
      const tenant = await change(
        tenantId,
        { change: 'suspended', reason },
        () => tenantsRepository.suspend(tenantId, suspension),
        within,
      );
      await notify(deps.onSuspended, tenantId);
      return tenant;
    },

    async reactivate(tenantId, within) {
      const tenant = await change(
        tenantId,
        { change: 'reactivated', reason: null },
        () => tenantsRepository.reactivate(tenantId),
        within,
      );
      await notify(deps.onReactivated, tenantId);
      return tenant;
    },

    async close(tenantId, reason, by, within) {
      const closing = { reason, by, at: clock.now() };
      const tenant = await change(
        tenantId,
        { change: 'closed', reason },
        () => tenantsRepository.close(tenantId, closing),
        within,
      );
      await notify(deps.onSuspended, tenantId);
      return tenant;
    },

    async reopen(tenantId, within) {
      const tenant = await change(
        tenantId,
        { change: 'reopened', reason: null },
        () => tenantsRepository.reopen(tenantId),
        within,
      );
      if (tenant.status === 'active') await notify(deps.onReactivated, tenantId);
      return tenant;
    },

    provisioning: createProvisioningRecords({ unitOfWork: deps.unitOfWork, clock, announce }),
  };
}
