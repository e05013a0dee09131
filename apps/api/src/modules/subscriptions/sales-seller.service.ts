import { ProblemError, type SalesSellerBody, type SalesSellerView } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import { refuseMistypedVatId } from '../invoices/index.ts';
import { salesSellerRepository } from './sales-seller.repository.ts';
import { lookAtAll } from './subscriptions.cross-tenant.repository.ts';

export interface SalesSellerDeps {
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** Who sells plans and credits, and how they are taxed (D-02, D-12): one for the whole platform. */
export function createSalesSeller({ unitOfWork, audit, clock }: SalesSellerDeps) {
  const { find: view, replace } = salesSellerRepository;

  return {
    view,
    current: async (): Promise<SalesSellerBody | null> => (await view()).seller,

    /** Every plan is looked at after that: providers are told how it is taxed now. @throws ProblemError `conflict`, `validation-failed` */
    async save(version: number, seller: SalesSellerBody): Promise<SalesSellerView> {
      refuseMistypedVatId(seller);
      const before = await view();
      await unitOfWork.run(async () => {
        if (!(await replace(version, seller, clock.now()))) throw new ProblemError('conflict');
        await lookAtAll(clock.now());
        await audit.record({
          action: 'sales-tax.changed',
          target: { type: 'sales-tax', id: 'platform', name: seller.legalName },
          ...(before.seller !== null && { before: before.seller }),
          after: seller,
        });
      });
      return view();
    },
  };
}
export type SalesSellerService = ReturnType<typeof createSalesSeller>;
