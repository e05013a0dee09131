import { AttendanceSettled, type SessionId, type TenantId } from '@stageline/contracts';
import type { Logger } from '@stageline/platform';
import { subscriber } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import type { ApiModule } from '../../http/module.ts';
import { createCreditLetters, type CreditLettersDeps } from './credits.letters.ts';
import { overdueReservations } from './credits.cross-tenant.repository.ts';
import { creditsRepository } from './credits.repository.ts';
import { createCredits, type CreditsDeps } from './credits.service.ts';

export interface CreditsModuleDeps extends Omit<CreditsDeps, 'repository' | 'onLow'>, CreditLettersDeps {
  /** Seconds that people were in the room of a masterclass, by what the sfu reported. */
  readonly roomSeconds: (sessionId: SessionId) => Promise<number>;
  readonly logger: Logger;
}

const SWEEP_MS = 5 * 60_000;
const MAX_SWEPT = 200;

/** What sites may use up, and have used (D-11). */
export function createCreditsModule(deps: CreditsModuleDeps) {
  const service = createCredits({ ...deps, repository: creditsRepository, onLow: createCreditLetters(deps) });
  const free = (tenantId: TenantId, key: string): Promise<void> =>
    runInTenant(tenantId, () => service.release(key)).catch((err: unknown) =>
      deps.logger.error({ err, tenantId, key }, 'a reservation of credits is freed later'),
    );
  return {
    name: 'credits',
    service,
    subscribers: [
      subscriber({
        id: 'credits.meter-room',
        event: AttendanceSettled,
        // A room is never cut off: what was used is counted when it is over.
        handle: async ({ sessionId }) =>
          service.meter({
            kind: 'room_minutes',
            amount: Math.ceil((await deps.roomSeconds(sessionId)) / 60),
            key: `room:${sessionId}`,
          }),
      }),
    ],
    schedules: [
      {
        name: 'credits',
        everyMs: SWEEP_MS,
        /** Frees what work that died has left reserved. */
        async run() {
          for (const { tenantId, key } of await overdueReservations(deps.clock.now(), MAX_SWEPT))
            await free(tenantId, key);
        },
      },
    ],
  } satisfies ApiModule & Record<string, unknown>;
}
export type CreditsModule = ReturnType<typeof createCreditsModule>;
