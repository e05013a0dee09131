import type { SimulatedMember, SimulationSettings } from '@stageline/contracts';
import { simulatedMembers } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import { currentTenantId } from '@stageline/tenancy';

/** Simulated members that are shown at once. */
const SHOWN = 8;

export interface LineSimulationDeps {
  /** Null on every public site, and where it is off. */
  readonly simulation: () => Promise<SimulationSettings | null>;
  readonly clock: Clock;
}

/**
 * Members that nobody is, for demo and preview sites (H-08). They are made of the clock for each answer and go nowhere else:
 * this file knows neither the line's store nor its counters.
 */
export function createLineSimulation({ simulation, clock }: LineSimulationDeps) {
  return {
    /** The newest simulated members; null where none may be shown. */
    async newest(): Promise<readonly SimulatedMember[] | null> {
      const settings = await simulation();
      return settings === null ? null : simulatedMembers(currentTenantId(), settings, clock.now(), SHOWN);
    },
  };
}
export type LineSimulation = ReturnType<typeof createLineSimulation>;
