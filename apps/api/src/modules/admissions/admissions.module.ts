import { SeatReleased, SeatTaken, SellerNamed, type TenantId } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { newSellers } from '../invoices/index.ts';
import { dueHolds } from './admissions.cross-tenant.repository.ts';
import { admissionsRepository } from './admissions.repository.ts';
import { createAdmissions, type Admissions, type AdmissionsDeps } from './admissions.service.ts';
import { createSeatInvoices, type SeatInvoicesDeps } from './seat-invoices.ts';

export type AdmissionsModuleDeps = Omit<AdmissionsDeps & SeatInvoicesDeps, 'repository' | 'issueAnew'> & {
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
  readonly seller: { lookedAfter(): Promise<void> };
};

const SWEEP_MS = 30_000;
/** Of one sweep. */
const MAX_SWEPT = 200;

/** Seats at a price: their invoices, and what becomes of those that nobody pays. */
export function createAdmissionsModule(
  deps: AdmissionsModuleDeps,
): ApiModule & { readonly service: Admissions; sweep(): Promise<void> } {
  const seatInvoices = createSeatInvoices({ ...deps, repository: admissionsRepository });
  const { issueAnew } = seatInvoices;
  const service = createAdmissions({ ...deps, repository: admissionsRepository, issueAnew });

  /** A seat that was taken while the seller was named may have seen none, after everybody else got their invoice. */
  async function lookAfter(): Promise<void> {
    await seatInvoices.issueAll();
    await deps.seller.lookedAfter();
  }

  async function sweep(): Promise<void> {
    const [now, paused] = [deps.clock.now(), await deps.pausedTenants()];
    for (const tenantId of await newSellers(now, paused, MAX_SWEPT))
      await runInTenant(tenantId, lookAfter).catch((err: unknown) =>
        deps.logger.error({ err, tenantId }, 'seats without an invoice are looked for again'),
      );
    const due = await dueHolds(now, paused, MAX_SWEPT);
    for (const { tenantId, id } of due)
      await runInTenant(tenantId, () => service.endHold(id)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, id }, 'a seat that nobody paid is looked at again'),
      );
  }

  return {
    name: 'admissions',
    service,
    sweep,
    schedules: [{ name: 'seats-unpaid', everyMs: SWEEP_MS, run: sweep }],
    subscribers: [
      subscriber({ id: 'admissions.invoice', event: SeatTaken, handle: (seat) => seatInvoices.issue(seat) }),
      subscriber({
        id: 'admissions.invoice-all',
        event: SellerNamed,
        // Each in a transaction of its own: there may be many.
        transactional: false,
        handle: () => seatInvoices.issueAll(),
      }),
      subscriber({
        id: 'admissions.give-up',
        event: SeatReleased,
        // The provider is asked to close what is open: no transaction waits for that.
        transactional: false,
        handle: ({ seatId }) => service.givenUp(seatId),
      }),
    ],
  };
}
