import { BrandPolicy, ProblemError, type BrandPolicyView } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { InvalidationBus } from '@stageline/platform/invalidation';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import { brandPolicyRepository } from './brand-policy.repository.ts';

export interface BrandPolicyDeps {
  readonly bus: InvalidationBus;
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

export interface BrandPolicyService {
  /** What the platform fixes, from memory. */
  current(): Promise<BrandPolicy>;
  view(): Promise<BrandPolicyView>;
  /** @throws ProblemError `conflict` when `version` is not the present one */
  replace(version: number, policy: BrandPolicy): Promise<BrandPolicyView>;
}

const TOPIC = 'brand-policy';
/** Bounds how long a lost invalidation can keep an old policy. */
const TTL_MS = 60_000;
const NOTHING_FIXED = BrandPolicy.parse({});

export function createBrandPolicyService(deps: BrandPolicyDeps): BrandPolicyService {
  const { bus, unitOfWork, audit, clock } = deps;
  let held: { readonly policy: BrandPolicy; readonly until: number } | null = null;
  let generation = 0;
  bus.on(TOPIC, () => {
    generation += 1;
    held = null;
  });

  const viewOf = (record: Awaited<ReturnType<typeof brandPolicyRepository.find>>): BrandPolicyView => ({
    version: record?.version ?? 0,
    policy: record?.policy ?? NOTHING_FIXED,
    updatedAt: record?.updatedAt.toISOString() ?? null,
  });

  return {
    async current() {
      if (held !== null && held.until > performance.now()) return held.policy;
      const before = generation;
      const { policy } = viewOf(await brandPolicyRepository.find());
      if (generation === before) held = { policy, until: performance.now() + TTL_MS };
      return policy;
    },

    async view() {
      return viewOf(await brandPolicyRepository.find());
    },

    async replace(version, policy) {
      const record = await unitOfWork.run(async () => {
        const before = await brandPolicyRepository.find();
        const replaced = await brandPolicyRepository.replace(version, policy, clock.now());
        if (replaced === null) throw new ProblemError('conflict');
        await audit.record({
          action: 'brand-policy.changed',
          target: { type: 'brand-policy', id: 'platform' },
          before: before?.policy ?? NOTHING_FIXED,
          after: policy,
        });
        return replaced;
      });
      await bus.publish(TOPIC, 'platform');
      return viewOf(record);
    },
  };
}
