import type { ApiModule } from '../../http/module.ts';
import { createLedger } from '../ledger/index.ts';
import { invoicesRepository } from './invoices.repository.ts';
import { createInvoicesService, type InvoicesServiceDeps } from './invoices.service.ts';
import { sellerRepository } from './seller.repository.ts';
import { createSettlement } from './settlement.service.ts';
import { createSellerService, type SellerServiceDeps } from './seller.service.ts';

export type InvoicesModuleDeps = Pick<InvoicesServiceDeps, 'unitOfWork' | 'clock'> & Pick<SellerServiceDeps, 'audit'>;

function services({ unitOfWork, clock, audit }: InvoicesModuleDeps) {
  const common = {
    repository: invoicesRepository,
    sellers: sellerRepository,
    ledger: createLedger(),
    unitOfWork,
    clock,
  };
  return {
    ledger: common.ledger,
    service: { ...createInvoicesService(common), ...createSettlement(common) },
    seller: createSellerService({ ...common, audit }),
  };
}
export type InvoicesService = ReturnType<typeof services>['service'];

/** Invoices, receipts and credit notes, and the books behind them. */
export function createInvoicesModule(deps: InvoicesModuleDeps): ApiModule & ReturnType<typeof services> {
  const made = services(deps);
  return { name: 'invoices', ...made };
}
