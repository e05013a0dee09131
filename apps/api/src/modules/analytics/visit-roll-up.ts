import type { Clock } from '@stageline/platform';
import { runInTenant } from '@stageline/tenancy';
import type { Schedule } from '../../http/module.ts';
import { overdueDays } from './analytics.cross-tenant.repository.ts';
import type { VisitsRepository } from './visits.repository.ts';

const EVERY_MS = 10 * 60_000;
/** After this no visit of a day can arrive any more: the recorder gives up what is older. */
const GRACE_MS = 15 * 60_000;
const BATCH = 200;

/** Rolls days that are over into their totals. It may be killed anywhere and run twice: a day is written once. */
export function visitRollUp(repository: Pick<VisitsRepository, 'rollUp'>, clock: Clock): Schedule {
  return {
    name: 'roll up visits',
    everyMs: EVERY_MS,
    async run() {
      const before = new Date(clock.now().getTime() - GRACE_MS);
      let days;
      do {
        days = await overdueDays(before, BATCH);
        for (const { tenantId, day } of days) await runInTenant(tenantId, () => repository.rollUp(day, clock.now()));
      } while (days.length === BATCH);
    },
  };
}
