import {
  coupons,
  ProblemError,
  type CouponBody,
  type CouponId,
  type CouponView,
  type Price,
  type SessionId,
} from '@stageline/contracts';
import { discountOf } from '@stageline/domain';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { CouponRow, CouponsRepository } from './coupons.repository.ts';

export interface CouponsServiceDeps {
  readonly repository: CouponsRepository;
  readonly assertSession: (sessionId: SessionId) => Promise<unknown>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What a code takes off a price. */
export interface CouponUse {
  readonly id: CouponId;
  readonly code: string;
  /** In the minor unit of the price's currency. */
  readonly off: number;
}

/** Codes by which something costs less (D-13). */
export function createCouponsService({ repository, assertSession, audit, unitOfWork, clock }: CouponsServiceDeps) {
  function stateOf({ endedAt, until, mostUses, used }: CouponRow): CouponView['state'] {
    if (endedAt !== null) return 'ended';
    if (until !== null && until <= clock.now()) return 'over';
    return mostUses !== null && used >= mostUses ? 'used-up' : 'open';
  }
  function present(row: CouponRow): CouponView {
    const { _id: id, code, discount, sessionId, until, mostUses, used, createdAt } = row;
    const times = { until: until?.toISOString() ?? null, createdAt: createdAt.toISOString() };
    return { id, code, discount, sessionId, mostUses, used, state: stateOf(row), ...times };
  }
  const note = (action: 'coupon.created' | 'coupon.ended', { _id: id, code: name }: CouponRow) =>
    audit.record({ action, target: { type: 'coupon', id, name } });

  return {
    async list(): Promise<{ items: CouponView[] }> {
      return { items: (await repository.list()).map(present) };
    },

    /** @throws ProblemError `not-found` for another site's masterclass; `limit-reached`; `validation-failed` for a code that there is */
    async create({ until, ...body }: CouponBody): Promise<CouponView> {
      if (body.sessionId !== null) await assertSession(body.sessionId);
      if ((await repository.count()) >= coupons.MOST_COUPONS) throw new ProblemError('limit-reached');
      const times = { until: until === null ? null : new Date(until), endedAt: null, createdAt: clock.now() };
      const row: CouponRow = { _id: newId('cpn'), ...body, ...times, used: 0 };
      try {
        await unitOfWork.run(async () => {
          await repository.insert(row);
          await note('coupon.created', row);
        });
      } catch (error) {
        if (isDuplicateKey(error)) throw refused('This code exists already.');
        throw error;
      }
      return present(row);
    },

    /** Again: nothing. @throws ProblemError `not-found` */
    async end(id: CouponId): Promise<CouponView> {
      return unitOfWork.run(async () => {
        const row = await repository.find(id);
        if (row === null) throw new ProblemError('not-found');
        if (await repository.end(id, clock.now())) await note('coupon.ended', row);
        return present((await repository.find(id))!);
      });
    },

    /**
     * What a code takes off a price now; it uses nothing up.
     * @throws ProblemError `validation-failed` for one that is not there, is over, or takes nothing off this
     */
    async look(code: string, price: Price, sessionId: SessionId): Promise<CouponUse> {
      const row = await repository.findByCode(code);
      if (row === null || (row.sessionId !== null && row.sessionId !== sessionId))
        throw refused('This code is not known.');
      const state = stateOf(row);
      if (state === 'used-up') throw refused('This code has been used as often as it can be.');
      if (state !== 'open') throw refused('This code is over.');
      const off = discountOf(price, row.discount);
      if (off === 0) throw refused('This code is for prices in another currency.');
      return { id: row._id, code: row.code, off };
    },

    /** Takes one use, in the caller's transaction. @throws ProblemError `validation-failed` where none is left by now */
    async use(id: CouponId): Promise<void> {
      if (!(await repository.use(id, clock.now()))) throw refused('This code has been used as often as it can be.');
    },

    /** What was ordered with it is not any more; in the caller's transaction. */
    giveBack: (id: CouponId): Promise<void> => repository.giveBack(id),
  };
}
export type CouponsService = ReturnType<typeof createCouponsService>;

const refused = (message: string) =>
  new ProblemError('validation-failed', { issues: [{ in: 'body', pointer: '/code', message }] });
