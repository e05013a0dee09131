import type { ProviderRecord } from '@stageline/integrations/payments';
import type { Difference } from './differences.repository.ts';
import type { DisputeRow, PaymentRow, RefundRow } from './payments.types.ts';

/** A payment as it stands here, with what went back of it. */
export interface OurRecord {
  readonly payment: PaymentRow;
  readonly refunds: readonly RefundRow[];
  readonly disputes: readonly DisputeRow[];
}
type Theirs<K extends ProviderRecord['kind']> = Extract<ProviderRecord, { kind: K }>;

/** What differs between a payment and all that the provider has of its charge; nothing, as a rule. */
export function compareCharge(
  { payment, refunds, disputes }: OurRecord,
  theirs: readonly ProviderRecord[],
): Difference[] {
  const { _id: paymentId, invoiceId, currency, chargeId, state, amount } = payment;
  const of = { paymentId, invoiceId, currency };
  const differs =
    (about: Difference['about'], providerId: string) => (more: Pick<Difference, 'kind' | 'ours' | 'theirs'>) => ({
      ...{ ...of, about, providerId, key: `${about}:${providerId}` },
      ...more,
    });
  const all = <K extends ProviderRecord['kind']>(kind: K) =>
    theirs.filter((each): each is Theirs<K> => each.kind === kind);
  const [paid] = all('paid');
  const isPaid = state === 'paid';
  const asPaid = differs('payment', paid?.chargeId ?? chargeId ?? paymentId);
  const found: Difference[] = [];
  if (isPaid && paid === undefined) found.push(asPaid({ kind: 'only-here', ours: amount, theirs: null }));
  if (!isPaid && paid !== undefined) found.push(asPaid({ kind: 'only-there', ours: null, theirs: paid.amount }));
  if (isPaid && paid !== undefined && paid.amount !== amount)
    found.push(asPaid({ kind: 'amount', ours: amount, theirs: paid.amount }));
  const back = <Ours extends { readonly amount: number; readonly state: string }>(
    about: 'refund' | 'dispute',
    ours: readonly Ours[],
    idOfOurs: (each: Ours) => string | null,
    records: readonly { readonly id: string; readonly amount: number; readonly state: string }[],
  ): void => {
    for (const record of records) {
      const mine = ours.find((each) => idOfOurs(each) === record.id);
      const told = differs(about, record.id);
      if (mine === undefined) found.push(told({ kind: 'only-there', ours: null, theirs: record.amount }));
      else if (mine.amount !== record.amount)
        found.push(told({ kind: 'amount', ours: mine.amount, theirs: record.amount }));
      else if (mine.state !== record.state)
        found.push(told({ kind: 'state', ours: mine.amount, theirs: record.amount }));
    }
    for (const mine of ours) {
      const id = idOfOurs(mine);
      if (id !== null && records.every((record) => record.id !== id))
        found.push(differs(about, id)({ kind: 'only-here', ours: mine.amount, theirs: null }));
    }
  };
  back(
    'refund',
    refunds,
    (each) => each.providerRefundId,
    all('refund').map((each) => ({ ...each, id: each.refundId })),
  );
  back(
    'dispute',
    disputes,
    (each) => each.providerDisputeId,
    all('dispute').map((each) => ({ ...each, id: each.disputeId })),
  );
  return found;
}
