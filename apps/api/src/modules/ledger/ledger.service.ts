import type { InvoiceId } from '@stageline/contracts';
import { assertBalanced, type Sums } from '@stageline/domain';
import { newId } from '@stageline/platform';
import type { LedgerRepository, PostingRow } from './ledger.repository.ts';

export type NewPosting = Omit<PostingRow, '_id'>;

/** The books of the current tenant. What anybody owes or has is a sum of postings; nothing else is kept. */
export function createLedgerService(repository: LedgerRepository) {
  return {
    /**
     * Posts in the caller's transaction, once per key.
     * @returns whether it was posted now; false where the key is known
     * @throws RangeError for what does not add up
     */
    async post(posting: NewPosting): Promise<boolean> {
      assertBalanced(posting.entries);
      if (await repository.has(posting.key)) return false;
      await repository.insert({ _id: newId('pst'), ...posting });
      return true;
    },

    hasPosted: (key: string): Promise<boolean> => repository.has(key),

    async sumsOf(invoiceId: InvoiceId): Promise<Sums> {
      return (await repository.sums([invoiceId])).get(invoiceId) ?? {};
    },

    sumsOfMany: (invoiceIds: readonly InvoiceId[]): Promise<Map<InvoiceId, Sums>> => repository.sums(invoiceIds),
    balances: repository.balances,
    unbalanced: repository.unbalanced,
  };
}
export type LedgerService = ReturnType<typeof createLedgerService>;
