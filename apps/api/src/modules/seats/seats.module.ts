import type { TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { dueConfirmations } from './seats.cross-tenant.repository.ts';
import { seatSubscribers, type SeatSubscriberDeps } from './seats.events.ts';
import { createSeatLetters, type SeatLettersDeps } from './seats.letters.ts';
import { seatsRepository } from './seats.repository.ts';
import { seatRoutes } from './seats.routes.ts';
import type { SeatsServiceDeps } from './seats.deps.ts';
import { createSeatsService, type SeatsService } from './seats.service.ts';

export type SeatsModuleDeps = Omit<SeatsServiceDeps, 'repository'> &
  SeatLettersDeps &
  Pick<SeatSubscriberDeps, 'leads'> & {
    readonly sessions: SeatsServiceDeps['sessions'] & SeatLettersDeps['sessions'];
    readonly leads: SeatsServiceDeps['leads'] & SeatSubscriberDeps['leads'];
    readonly pausedTenants: () => Promise<readonly TenantId[]>;
    readonly logger: Logger;
  };

const SWEEP_MS = 60_000;
/** Of one sweep. */
const MAX_SWEPT = 500;

/** Seats in masterclasses, their waitlists, and what whoever has one is written of them. */
export function createSeatsModule(deps: SeatsModuleDeps): ApiModule & {
  readonly service: SeatsService;
  sweep(): Promise<void>;
} {
  const service = createSeatsService({ ...deps, repository: seatsRepository });
  const letters = createSeatLetters(deps);

  async function sweep(): Promise<void> {
    const due = await dueConfirmations(deps.clock.now(), await deps.pausedTenants(), MAX_SWEPT);
    for (const { tenantId, id } of due)
      await runInTenant(tenantId, () => service.endUnconfirmed(id)).catch((err: unknown) =>
        deps.logger.error({ err, tenantId, id }, 'a seat that nobody confirmed is looked at again'),
      );
  }

  return {
    name: 'seats',
    service,
    sweep,
    schedules: [{ name: 'seats-unconfirmed', everyMs: SWEEP_MS, run: sweep }],
    routes: seatRoutes(service),
    subscribers: seatSubscribers({ ...deps, service, letters }),
  };
}
