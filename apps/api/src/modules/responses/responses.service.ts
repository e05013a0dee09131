import { ProblemError, type responses } from '@stageline/contracts';
import { nextActAt, responseTimes } from '@stageline/domain';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { z } from 'zod';
import type { AuditLog } from '../audit/index.ts';
import type { LeadResponses, ResponseClock } from '../leads/index.ts';
import { limitRepository, type StoredLimit } from './response-limit.repository.ts';

export interface ResponsesDeps {
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly leads: LeadResponses;
  readonly siteTimeZone: () => Promise<string>;
}
type Form = z.output<(typeof responses)['setResponseLimit']['body']>;

const MEASURED_MS = 30 * 86_400_000;

/** Until when leads of the current tenant have to be answered. */
export function createResponsesService({ unitOfWork, clock, audit, leads, siteTimeZone }: ResponsesDeps) {
  async function view(limit: StoredLimit): Promise<responses.ResponseLimit> {
    const now = clock.now();
    const counts = await leads.count(now, new Date(now.getTime() - MEASURED_MS));
    return { ...limit, siteTimeZone: await siteTimeZone(), ...counts };
  }

  return {
    get: async () => view(await limitRepository.find()),

    /** @throws ProblemError `conflict` when they have another version */
    async set(form: Form) {
      const next: StoredLimit = { ...form, version: form.version + 1 };
      await unitOfWork.run(async () => {
        const { version: _before, ...before } = await limitRepository.find();
        if (!(await limitRepository.save(next))) throw new ProblemError('conflict');
        const { version: _after, ...after } = next;
        const target = { type: 'response-limit', id: 'response-limit' };
        await audit.record({ action: 'response-limit.changed', target, before, after });
      });
      return view(next);
    },

    /** Reads the rules once; then the clock of an owner who begins at an instant, or null where there is no limit. */
    async clocks(): Promise<(at: Date) => ResponseClock | null> {
      const { enabled, hours, ...rest } = await limitRepository.find();
      if (!enabled) return () => null;
      const zoned = hours === null ? null : { ...hours, timeZone: hours.timeZone ?? (await siteTimeZone()) };
      return (at) => {
        const times = responseTimes(at, { ...rest, hours: zoned });
        if (times === null) return null;
        const nextAt = nextActAt('running', times)!;
        return { ...times, step: 'running', nextAt, touchedAt: null, touchKind: null, touchedBy: null };
      };
    },
  };
}
export type ResponsesService = ReturnType<typeof createResponsesService>;
