import type { CallId, TenantId } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { runInTenant } from '@stageline/tenancy';
import { nextReminder, nextText } from './call-time.ts';
import { dueCalls } from './calls.cross-tenant.repository.ts';
import type { CallLetters } from './calls.letters.ts';
import { callsRepository, type Reminder } from './calls.repository.ts';
import type { CallRow } from './calls.types.ts';

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

/** Reminders of calls: a call says itself when its next ones are due, so moving the call moves them (E-09). */
export function createReminders({ letters, unitOfWork, clock, logger, pausedTenants }: RemindersDeps) {
  const nextOf: Readonly<Record<Reminder, (call: CallRow, now: Date) => Date | null>> = {
    remindAt: ({ startsAt }, now) => nextReminder(startsAt, now),
    textAt: ({ startsAt, guest, textTo }, now) =>
      textTo === undefined ? null : nextText(startsAt, guest.timeZone, now),
  };

  /** What is sent and that it went out, together; safe in several processes. */
  const remind = (tenantId: TenantId, id: CallId, kind: Reminder): Promise<boolean> =>
    unitOfWork.run(async () => {
      const call = await callsRepository.find(id);
      const now = clock.now();
      const at = call?.[kind];
      if (call === null || at === undefined || at > now) return false;
      const next = call.state === 'confirmed' ? nextOf[kind](call, now) : null;
      if (!(await callsRepository.reminded(id, kind, at, next))) return false;
      // After a long standstill the call may have begun, and there is nothing to remind of.
      if (call.state !== 'confirmed' || call.startsAt <= now) return false;
      if (kind === 'textAt') return letters.text(tenantId, call);
      await letters.remind(tenantId, call, at);
      return true;
    });

  /** Sends what is due on all sites. @returns for how many calls */
  return async function sweep(): Promise<number> {
    const paused = await pausedTenants();
    let sent = 0;
    for (const kind of ['remindAt', 'textAt'] as const)
      for (const { id, tenantId } of await dueCalls(kind, clock.now(), paused, ROUND)) {
        try {
          if (await runInTenant(tenantId, () => remind(tenantId, id, kind))) sent += 1;
        } catch (err) {
          logger.error({ err, callId: id }, 'a reminder of a call failed; it comes again');
        }
      }
    return sent;
  };
}
