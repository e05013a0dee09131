import { ProblemError, type TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { slugClaimsRepository, type SlugClaim } from './slug-claims.repository.ts';
import { tenantsRepository } from './tenants.repository.ts';
import type { TenantResolver } from './tenant-resolver.ts';
import type { TenantRecord } from './tenants.types.ts';

/** The names of sites in the DNS; both may be repeated. */
export interface SiteNames {
  ensureSite(slug: string): Promise<void>;
  removeSite(slug: string): Promise<void>;
}

/** An address that a site had before. */
export interface FormerAddress {
  readonly slug: string;
  readonly url: string;
  /** Until then it redirects and nobody else can have it. */
  readonly until: Date;
}

export interface TenantAddressesDeps {
  readonly resolver: TenantResolver;
  readonly unitOfWork: UnitOfWork;
  readonly names: SiteNames;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told after the address of a site has changed; a failing one is logged and does not hold back the others. */
  readonly onAddressChanged: readonly ((tenantId: TenantId) => Promise<void> | void)[];
}

export interface TenantAddresses {
  /** Which of these addresses cannot be had. */
  heldOf(slugs: readonly string[]): Promise<Set<string>>;
  formerOf(tenantId: TenantId): Promise<FormerAddress[]>;
  /** Tells who keeps the address of a site that it may be another now. */
  addressChanged(tenantId: TenantId): Promise<void>;
  /**
   * Moves a site from the address that the caller saw to another one. The old one redirects for 90 days.
   * @throws ProblemError `not-found`, `conflict` when the site is not at `from` any more, `illegal-transition` when it is
   * not active, `slug-taken`, `too-many-requests` when it leads too many old addresses
   */
  rename(tenantId: TenantId, from: string, to: string, within?: () => Promise<void>): Promise<TenantRecord>;
  /** Frees the addresses whose redirect has ended. @returns how many */
  freeEnded(): Promise<number>;
}

const DAY_MS = 86_400_000;
export const REDIRECT_MS = 90 * DAY_MS;
/** A site that moves on and on would hold one good address after another. */
const MAX_FORMER = 5;
const SWEEP_LIMIT = 100;

/** The addresses of sites under the apex, present and former ones. */
export function createTenantAddresses(deps: TenantAddressesDeps): TenantAddresses {
  const { resolver, unitOfWork, names, clock } = deps;

  async function formerOf(tenantId: TenantId): Promise<FormerAddress[]> {
    const now = clock.now();
    const claims = await slugClaimsRepository.ofTenant(tenantId);
    return claims.flatMap(({ slug, until }) =>
      until !== null && until > now ? [{ slug, until, url: resolver.urlOf(slug) }] : [],
    );
  }

  async function assertMovable(tenantId: TenantId, from: string, to: string): Promise<void> {
    const tenant = await tenantsRepository.findById(tenantId);
    if (tenant === null) throw new ProblemError('not-found');
    if (tenant.slug !== from) throw new ProblemError('conflict');
    if (tenant.status !== 'active')
      throw new ProblemError('illegal-transition', { detail: `The site is ${tenant.status}.` });
    const former = await formerOf(tenantId);
    const isOwn = former.some(({ slug }) => slug === to);
    if (!isOwn && (await slugClaimsRepository.heldOf([to], clock.now())).size > 0) throw new ProblemError('slug-taken');
    if (!isOwn && former.length >= MAX_FORMER)
      throw new ProblemError('too-many-requests', {
        detail: 'This site has moved often lately. Wait until one of its old addresses has ended, or move back to one.',
      });
  }

  async function addressChanged(tenantId: TenantId): Promise<void> {
    const outcomes = await Promise.allSettled(deps.onAddressChanged.map(async (listener) => listener(tenantId)));
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        deps.logger.error({ err: outcome.reason, tenantId }, 'listener of a changed address failed');
  }

  /** The claim goes last: as long as it is there, an address whose name could not be removed is found again. */
  async function free(claim: SlugClaim): Promise<void> {
    const { slug } = claim;
    await names.removeSite(slug);
    await slugClaimsRepository.drop(claim);
    await resolver.forget(slug);
    // An ended address may be taken at any moment: whoever did so gets the name back.
    const taken = await slugClaimsRepository.heldOf([slug], clock.now());
    if (taken.has(slug)) await names.ensureSite(slug);
  }

  return {
    heldOf: (slugs) => slugClaimsRepository.heldOf(slugs, clock.now()),
    formerOf,
    addressChanged,

    async rename(tenantId, from, to, within) {
      await assertMovable(tenantId, from, to);
      // The name first: nobody is sent to one that leads nowhere. One that is never used leads to a neutral page.
      await names.ensureSite(to);
      const now = clock.now();
      const renamed = await unitOfWork.run(async () => {
        if (!(await slugClaimsRepository.take(to, tenantId, now))) throw new ProblemError('slug-taken');
        await slugClaimsRepository.retire(from, tenantId, new Date(now.getTime() + REDIRECT_MS));
        const tenant = await tenantsRepository.rename(tenantId, from, to);
        if (tenant === null) throw new ProblemError('conflict');
        await within?.();
        return tenant;
      });
      // Again, for the case that the name's former holder gave it back in between.
      await names.ensureSite(to);
      await resolver.announce(renamed);
      await addressChanged(tenantId);
      return renamed;
    },

    async freeEnded() {
      const ended = await slugClaimsRepository.ended(clock.now(), SWEEP_LIMIT);
      let freed = 0;
      for (const claim of ended) {
        try {
          await free(claim);
          freed += 1;
        } catch (err) {
          // The others are not held up; this one comes again with the next turn.
          deps.logger.error({ err, slug: claim.slug }, 'ended address not freed, comes again');
        }
      }
      return freed;
    },
  };
}
