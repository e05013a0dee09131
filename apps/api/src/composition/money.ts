import { createInvoicesModule } from '../modules/invoices/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';

/** What is sold and paid: invoices, receipts, and the books behind them. */
export function composeMoney(kit: Kit, { audit }: Core) {
  const common = { ...kit, audit: audit.log };
  const invoices = createInvoicesModule(common);
  return { invoices };
}
export type Money = ReturnType<typeof composeMoney>;
