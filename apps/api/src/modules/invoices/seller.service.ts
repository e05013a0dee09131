import { ProblemError, SellerNamed, type SellerBody, type SellerView } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { InvoicesRepository } from './invoices.repository.ts';
import type { SellerRepository } from './seller.repository.ts';
import { refuseMistypedVatId } from './vat-id.ts';

export interface SellerServiceDeps {
  readonly sellers: SellerRepository;
  readonly repository: Pick<InvoicesRepository, 'lastNumber'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Longer than any transaction lives that has not seen a seller yet. */
const LOOK_MS = 5 * 60_000;

/** Who sells on a site. What was issued keeps what was said when it was issued. */
export function createSellerService({ sellers, repository, audit, unitOfWork, clock }: SellerServiceDeps) {
  async function get(): Promise<SellerView | null> {
    const seller = await sellers.find();
    if (seller === null) return null;
    return { ...seller.details, version: seller.version, hasIssued: (await repository.lastNumber('invoice')) > 0 };
  }

  return {
    get,

    /** Nobody needs to look any more for what was sold while the seller was named. */
    lookedAfter: sellers.lookedAfter,

    /**
     * @param version 0 where nothing was said yet
     * @throws ProblemError `conflict` where another was faster; `validation-failed` for another prefix once numbers are given, and
     * for a VAT ID that is none
     */
    async save(version: number, details: SellerBody): Promise<SellerView> {
      refuseMistypedVatId(details);
      const before = await get();
      if (before?.hasIssued === true && before.numberPrefix !== details.numberPrefix) {
        const message = 'Invoices bear this prefix already; their numbers go on with it.';
        throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/numberPrefix', message }] });
      }
      if ((before?.version ?? 0) !== version) throw new ProblemError('conflict');
      await unitOfWork.run(async (tx) => {
        if (!(await sellers.save(version, details, new Date(clock.now().getTime() + LOOK_MS))))
          throw new ProblemError('conflict');
        if (before === null) tx.record(SellerNamed, {});
        await audit.record({
          action: 'seller.changed',
          target: { type: 'seller', id: 'seller', name: details.legalName },
          ...(before !== null && { before: plain(before) }),
          after: details,
        });
      });
      return (await get())!;
    },
  };
}
export type SellerService = ReturnType<typeof createSellerService>;

function plain({ version: _version, hasIssued: _hasIssued, ...details }: SellerView): SellerBody {
  return details;
}
