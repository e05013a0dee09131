import { ProblemError, type TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { slugClaimsRepository } from './slug-claims.repository.ts';
import type { SiteNames } from './tenant-addresses.ts';
import { tenantDomainsRepository } from './tenant-domains.repository.ts';
import { tenantPurgeRepository } from './tenant-purge.repository.ts';
import type { TenantResolver } from './tenant-resolver.ts';
import type { PurgeProof } from './tenants.types.ts';

export interface TenantPurgeDeps {
  readonly resolver: TenantResolver;
  readonly names: SiteNames;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the tenant has outside the database's tenant collections. Each may be repeated. */
  readonly outside: {
    /** Ends what the site pays for at the payment provider, so that nobody is charged for what is gone. */
    readonly endPlan: (tenantId: TenantId) => Promise<void>;
    /** Takes the tenant from every account; one that has no other is removed. */
    readonly leaveAccounts: (tenantId: TenantId) => Promise<void>;
    readonly removeFiles: (tenantId: TenantId) => Promise<void>;
    /** Bytes that are left. */
    readonly fileBytes: (tenantId: TenantId) => Promise<number>;
  };
}

export interface TenantPurge {
  /**
   * Removes everything that a tenant owns, 30 days after it was closed: files, documents of every collection, domains,
   * addresses, logins that were for it alone. It may be killed anywhere and run again; the tenant is `purged` only when
   * counting afterwards found nothing.
   * @throws ProblemError `illegal-transition` when it is not closing, or not for long enough; Error when something is left
   */
  run(tenantId: TenantId): Promise<PurgeProof>;
  /** Purges what is due. @returns how many */
  runDue(): Promise<number>;
  proofOf(tenantId: TenantId): Promise<PurgeProof | null>;
}

const DAY_MS = 86_400_000;
export const GRACE_MS = 30 * DAY_MS;
const SWEEP_LIMIT = 10;

export function createTenantPurge(deps: TenantPurgeDeps): TenantPurge {
  const { clock, outside, resolver } = deps;
  const due = () => new Date(clock.now().getTime() - GRACE_MS);

  async function releaseAddresses(tenantId: TenantId): Promise<void> {
    for (const { slug } of await slugClaimsRepository.ofTenant(tenantId)) await deps.names.removeSite(slug);
    for (const host of await tenantDomainsRepository.hostsOf(tenantId)) {
      await tenantDomainsRepository.release(host, tenantId);
      await resolver.forgetDomain(host);
    }
  }

  async function finish(tenantId: TenantId, proof: PurgeProof): Promise<void> {
    const claims = await slugClaimsRepository.ofTenant(tenantId);
    // Together: a purged tenant is not looked at again, so an address that it still held would never be free.
    await deps.unitOfWork.run(async () => {
      await tenantPurgeRepository.finish(tenantId, proof);
      await slugClaimsRepository.dropAll(tenantId);
    });
    for (const { slug } of claims) await resolver.forget(slug);
  }

  async function run(tenantId: TenantId): Promise<PurgeProof> {
    const done = await tenantPurgeRepository.proofOf(tenantId);
    if (done !== null) return done;
    const held = await tenantPurgeRepository.count(tenantId);
    const removed = await tenantPurgeRepository.begin(tenantId, due(), held, clock.now());
    if (removed === null)
      throw new ProblemError('illegal-transition', { detail: 'Only a site that was closed 30 days ago is purged.' });
    await outside.endPlan(tenantId);
    await releaseAddresses(tenantId);
    await outside.leaveAccounts(tenantId);
    await outside.removeFiles(tenantId);
    await tenantPurgeRepository.remove(tenantId);
    const bytes = await outside.fileBytes(tenantId);
    const left = { ...(await tenantPurgeRepository.count(tenantId)), ...(bytes > 0 && { files: bytes }) };
    if (Object.keys(left).length > 0) throw new Error(`A purge left something behind: ${JSON.stringify(left)}`);
    const proof = { at: clock.now(), removed, left };
    await finish(tenantId, proof);
    return proof;
  }

  return {
    run,
    proofOf: (tenantId) => tenantPurgeRepository.proofOf(tenantId),
    async runDue() {
      let count = 0;
      for (const id of await tenantPurgeRepository.due(due(), SWEEP_LIMIT)) {
        try {
          const { removed } = await run(id);
          deps.logger.info({ tenantId: id, removed }, 'tenant purged');
          count += 1;
        } catch (err) {
          // The others are not held up; this one comes again with the next turn.
          deps.logger.error({ err, tenantId: id }, 'purge failed, comes again');
        }
      }
      return count;
    },
  };
}
