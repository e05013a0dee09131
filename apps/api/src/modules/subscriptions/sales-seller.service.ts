import { ProblemError, type SalesSellerBody, type SalesSellerView } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import { SalesSellerModel } from './sales-seller.model.ts';
import { lookAtAll } from './subscriptions.cross-tenant.repository.ts';

export interface SalesSellerDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}
const ID = 'platform';

/** Who sells plans and credits, and how they are taxed (D-02, D-12): one for the whole platform. */
export function createSalesSeller({ unitOfWork, audit, clock }: SalesSellerDeps) {
  async function view(): Promise<SalesSellerView> {
    const row = await SalesSellerModel.findOne({ _id: ID }, { version: 1, seller: 1 }).lean();
    return { version: row?.version ?? 0, seller: (row?.seller as SalesSellerBody | undefined) ?? null };
  }

  /** @returns false where another was faster */
  async function replace(version: number, seller: SalesSellerBody): Promise<boolean> {
    const set = { seller, updatedAt: clock.now() };
    try {
      const change = { $set: set, $inc: { version: 1 } };
      const { matchedCount, upsertedCount } = await SalesSellerModel.updateOne({ _id: ID, version }, change, {
        upsert: version === 0,
      });
      return matchedCount + upsertedCount === 1;
    } catch (error) {
      // It was said for the first time by somebody else in the same moment.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    view,
    current: async (): Promise<SalesSellerBody | null> => (await view()).seller,

    /** Every plan is looked at after that: providers are told how it is taxed now. @throws ProblemError `conflict` */
    async save(version: number, seller: SalesSellerBody): Promise<SalesSellerView> {
      const before = await view();
      await unitOfWork.run(async () => {
        if (!(await replace(version, seller))) throw new ProblemError('conflict');
        await lookAtAll(clock.now());
        await audit.record({
          action: 'sales-tax.changed',
          target: { type: 'sales-tax', id: ID, name: seller.legalName },
          ...(before.seller !== null && { before: before.seller }),
          after: seller,
        });
      });
      return view();
    },
  };
}
export type SalesSellerService = ReturnType<typeof createSalesSeller>;
