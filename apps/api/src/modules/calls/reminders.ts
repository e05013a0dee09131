import type { CallId, TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { nextReminder } from './call-time.ts';
import { dueCalls } from './calls.cross-tenant.repository.ts';
import type { CallLetters } from './calls.letters.ts';
import { callsRepository } from './calls.repository.ts';

export interface RemindersDeps {
  readonly letters: CallLetters;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tenants whose work waits. */
  readonly pausedTenants: () => Promise<readonly TenantId[]>;
}

/** Calls that one round looks at. */
const ROUND = 200;

/** Reminders of calls: a call says itself when its next one is due, so moving the call moves them (E-09). */
export function createReminders({ letters, unitOfWork, clock, logger, pausedTenants }: RemindersDeps) {
  /** The mails and that they went out, together; safe in several processes. */
  const remind = (tenantId: TenantId, id: CallId): Promise<boolean> =>
    unitOfWork.run(async () => {
      const call = await callsRepository.find(id);
      const now = clock.now();
      if (call?.remindAt === undefined || call.remindAt > now) return false;
      const next = call.state === 'confirmed' ? nextReminder(call.startsAt, now) : null;
      if (!(await callsRepository.reminded(id, call.remindAt, next))) return false;
      // After a long standstill the call may have begun, and there is nothing to remind of.
      if (call.state !== 'confirmed' || call.startsAt <= now) return false;
      await letters.remind(tenantId, call, call.remindAt);
      return true;
    });

  /** Sends what is due on all sites. @returns for how many calls */
  return async function sweep(): Promise<number> {
    const due = await dueCalls(clock.now(), await pausedTenants(), ROUND);
    let sent = 0;
    for (const { id, tenantId } of due) {
      try {
        if (await runInTenant(tenantId, () => remind(tenantId, id))) sent += 1;
      } catch (err) {
        logger.error({ err, callId: id }, 'a reminder of a call failed; it comes again');
      }
    }
    return sent;
  };
}
