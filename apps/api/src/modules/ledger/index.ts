import { ledgerRepository } from './ledger.repository.ts';
import { createLedgerService } from './ledger.service.ts';

export type { LedgerService, NewPosting } from './ledger.service.ts';
export { onlyGrows } from './only-grows.ts';

/** The books; they are written to by the modules that know what happened, in their own transactions. */
export const createLedger = () => createLedgerService(ledgerRepository);
