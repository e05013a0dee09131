import { ProblemError, type CommissionRates } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import type { CommissionsRepository } from './commissions.repository.ts';

export interface RatesDeps {
  readonly repository: Pick<CommissionsRepository, 'rates' | 'saveRates' | 'takeTurn'>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Changes that are kept: far more than anybody makes. */
const MOST_CHANGES = 500;

/** What each level earns of a sale. A change holds for what is invoiced after it. */
export function createRates({ repository, audit, unitOfWork, clock }: RatesDeps) {
  async function get(): Promise<CommissionRates> {
    const { version, history } = await repository.rates();
    const now = history.at(-1);
    return { version, levels: [...(now?.levels ?? [])], from: now?.from.toISOString() ?? null };
  }

  return {
    get,

    /** @throws ProblemError `conflict` where another was faster; `limit-reached` */
    async save(version: number, levels: readonly number[]): Promise<CommissionRates> {
      await unitOfWork.run(async () => {
        await repository.takeTurn();
        const { history } = await repository.rates();
        if (history.length >= MOST_CHANGES) throw new ProblemError('limit-reached');
        // Levels at the end that earn nothing are none.
        const last = levels.findLastIndex((rate) => rate > 0);
        const then = { from: clock.now(), levels: levels.slice(0, last + 1) };
        if (!(await repository.saveRates(version, then))) throw new ProblemError('conflict');
        await audit.record({
          action: 'commissions.rates-changed',
          target: { type: 'commissions', id: 'rates', name: 'rates' },
          before: { levels: history.at(-1)?.levels ?? [] },
          after: { levels: then.levels },
        });
      });
      return get();
    },
  };
}
export type Rates = ReturnType<typeof createRates>;
