import { SFU_REPORT_GROUP, SFU_REPORT_STREAM, SfuReport } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { DeadLetter, DeadLetters } from '@stageline/platform/queue';
import type { Redis } from 'ioredis';

/** Where a dead letter of a report says that it comes from. */
export const SFU_REPORT_LANE = 'sfu-reports';
/** A report is taken again every quarter of a minute or later; after this often it is put aside. */
export const MAX_DELIVERIES = 8;

export interface ReportFailuresDeps {
  readonly redis: Redis;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Counts how often a report failed, in Redis, and puts one that always fails among the dead letters. */
export function createReportFailures({ redis, deadLetters, clock, logger }: ReportFailuresDeps) {
  async function deliveriesOf(entryId: string): Promise<number> {
    const pending = (await redis.xpending(SFU_REPORT_STREAM, SFU_REPORT_GROUP, entryId, entryId, 1)) as [
      id: string,
      consumer: string,
      idleMs: number,
      deliveries: number,
    ][];
    return pending[0]?.[3] ?? MAX_DELIVERIES;
  }

  return {
    /**
     * @returns whether the report is put aside; otherwise it comes again
     * @throws when it cannot be put aside: then it comes again, too
     */
    async putAside(entryId: string, report: SfuReport, error: unknown): Promise<boolean> {
      const attempts = await deliveriesOf(entryId);
      const last = attempts >= MAX_DELIVERIES;
      const message = last ? 'sfu report failed for good' : 'sfu report failed, will be tried again';
      logger[last ? 'error' : 'warn']({ err: error, entry: entryId, type: report.type, attempts }, message);
      if (!last) return false;
      const { tenantId } = report;
      const { message: reason, stack = '' } = error instanceof Error ? error : new Error(String(error));
      await deadLetters.record({
        id: `${SFU_REPORT_LANE}.${entryId}`,
        lane: SFU_REPORT_LANE,
        name: report.type,
        envelope: { v: 1, tenantId, actor: null, traceId: entryId, payload: report },
        error: { message: reason, stack },
        attempts,
        maxAttempts: MAX_DELIVERIES,
        failedAt: clock.now(),
      });
      return true;
    },
  };
}

/** Brings a report that was put aside back into the stream. @throws ZodError when the letter holds no report */
export async function replaySfuReport(redis: Redis, letter: DeadLetter): Promise<void> {
  const report = SfuReport.parse(letter.envelope.payload);
  await redis.xadd(SFU_REPORT_STREAM, '*', 'report', JSON.stringify(report));
}
