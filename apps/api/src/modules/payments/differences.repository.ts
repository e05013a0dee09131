import type { DifferenceView, PaymentId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert } from '@stageline/tenancy';
import { DifferenceModel, DisputeModel, PaymentModel, RefundModel } from './payments.model.ts';

/** What differs, without when it was found. */
export interface Difference extends Omit<DifferenceView, 'id' | 'foundAt'> {
  readonly key: string;
  readonly paymentId: PaymentId | null;
}
export interface DifferenceRow extends Difference {
  readonly _id: DifferenceView['id'];
  readonly foundAt: Date;
}

const MOST = 100;
/** Payments of a span that are compared. */
const MOST_COMPARED = 10_000;

/** What a provider has otherwise than it stands here. Every call runs in the current tenant. */
export const differencesRepository = {
  list: (): Promise<DifferenceRow[]> => DifferenceModel.find({}).sort({ _id: -1 }).limit(MOST).lean<DifferenceRow[]>(),

  /** Writes down what was not known before; what is known keeps its day. */
  async note(found: readonly Difference[], foundAt: Date): Promise<void> {
    if (found.length === 0) return;
    await bulkInsert(DifferenceModel, found.map((each) => ({ _id: newId('dif'), ...each, foundAt })) as never[]);
  },

  /** What was looked at again and does not differ any more. */
  async settle(keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await DifferenceModel.deleteMany({ key: { $in: [...keys] } });
  },

  /** Payments by the provider that began, or of which something went back, in a span of time; ids only. */
  async movedBetween(from: Date, to: Date): Promise<Set<PaymentId>> {
    const span = { $gte: from, $lt: to };
    const began = { createdAt: span, state: 'paid' as const, provider: { $ne: 'manual' as const } };
    const payments = await PaymentModel.find(began, { _id: 1 }).limit(MOST_COMPARED).lean<{ _id: PaymentId }[]>();
    const of = { paymentId: 1, _id: 0 } as const;
    const refunds = await RefundModel.find({ createdAt: span }, of).limit(MOST_COMPARED).lean<OfPayment[]>();
    const disputes = await DisputeModel.find({ openedAt: span }, of).limit(MOST_COMPARED).lean<OfPayment[]>();
    return new Set([...payments.map(({ _id }) => _id), ...[...refunds, ...disputes].map(({ paymentId }) => paymentId)]);
  },
};
interface OfPayment {
  readonly paymentId: PaymentId;
}
export type DifferencesRepository = typeof differencesRepository;
