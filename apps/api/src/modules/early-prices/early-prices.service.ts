import {
  isPaidAhead,
  ProblemError,
  type EarlyPriceBody,
  type OfferId,
  type OfferView,
  type PricedThing,
  type SessionId,
  type SessionView,
} from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import type { AuditLog } from '../audit/index.ts';
import { earlyPricesRepository, statesOf, type EarlyPriceRow, type Subject } from './early-prices.repository.ts';

export interface EarlyPricesDeps {
  /** @throws ProblemError `not-found` */
  readonly session: (sessionId: SessionId) => Promise<Pick<SessionView, 'title' | 'mode' | 'price'>>;
  readonly offers: (sessionId: SessionId) => Promise<readonly Pick<OfferView, 'id' | 'title' | 'sells'>[]>;
  /** What visitors are told of the next masterclass may be wrong by now. */
  readonly changed: () => void;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** What things of a masterclass cost whoever comes early, for those who plan it (D-13). */
export function createEarlyPrices({ session, offers, changed, audit, unitOfWork, clock }: EarlyPricesDeps) {
  async function things(sessionId: SessionId): Promise<Omit<PricedThing, 'early'>[]> {
    const { title, mode, price } = await session(sessionId);
    const sold = (await offers(sessionId)).flatMap(({ id: offerId, title: name, sells }) =>
      sells === null ? [] : [{ offerId, title: name, price: sells }],
    );
    return price === null || !isPaidAhead(mode) ? sold : [{ offerId: null, title, price }, ...sold];
  }

  async function list(sessionId: SessionId): Promise<{ items: PricedThing[] }> {
    const priced = await things(sessionId);
    const subjectOf = ({ offerId }: Pick<PricedThing, 'offerId'>): Subject => offerId ?? sessionId;
    const rows = new Map(
      (await earlyPricesRepository.findMany(priced.map(subjectOf))).map((row) => [row.subject, row]),
    );
    const items = priced.map((thing) => ({ ...thing, early: present(rows.get(subjectOf(thing)), thing) }));
    return { items };
  }
  function present(row: EarlyPriceRow | undefined, { price }: Pick<PricedThing, 'price'>): PricedThing['early'] {
    if (row === undefined) return null;
    const [step, ...more] = statesOf(row, price, clock.now()).map(({ until, ...rest }) => ({
      ...rest,
      until: until?.toISOString() ?? null,
    }));
    return { ...step!, more };
  }

  return {
    list,

    /** @throws ProblemError `not-found` for what is not sold here; `validation-failed` for what is not lower than the price */
    async save(sessionId: SessionId, offerId: OfferId | null, early: EarlyPriceBody | null) {
      const thing = (await things(sessionId)).find((each) => each.offerId === offerId);
      if (thing === undefined) throw new ProblemError('not-found');
      const { price, title: name } = thing;
      if (early !== null) assertRises([early, ...early.more], price.amount);
      const subject = offerId ?? sessionId;
      await unitOfWork.run(async (tx) => {
        if (early === null) await earlyPricesRepository.remove(subject);
        else {
          const until = early.until === null ? null : new Date(early.until);
          const { amount, first } = early;
          // What was sold at a price that stays is counted on.
          const known = new Map(
            (await earlyPricesRepository.find(subject))?.more?.map((step) => [step.amount, step.used]),
          );
          const more = early.more.map((step) => ({
            ...step,
            until: step.until === null ? null : new Date(step.until),
            used: known.get(step.amount) ?? 0,
          }));
          await earlyPricesRepository.save({ subject, amount, currency: price.currency, until, first, more });
        }
        await audit.record({
          action: 'early-price.changed',
          target: { type: 'session', id: sessionId, name },
          after: { early },
        });
        tx.afterCommit(changed);
      });
      return list(sessionId);
    },
  };
}
export type EarlyPricesService = ReturnType<typeof createEarlyPrices>;

/** Each price is higher than the one before it, and all are lower than the last. @throws ProblemError `validation-failed` */
function assertRises(steps: readonly { readonly amount: number }[], price: number): void {
  const wrong = steps.findIndex(({ amount }, index) => amount >= (steps[index + 1]?.amount ?? price));
  if (wrong < 0) return;
  const isLast = wrong === steps.length - 1;
  const message = isLast
    ? 'Please give an amount that is less than the price.'
    : 'Please let each price be higher than the one before it.';
  const at = isLast ? wrong : wrong + 1;
  const pointer = at === 0 ? '/early/amount' : `/early/more/${at - 1}/amount`;
  throw new ProblemError('validation-failed', { issues: [{ in: 'body', pointer, message }] });
}
