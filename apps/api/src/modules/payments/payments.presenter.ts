import type { PaymentView, RefundView } from '@stageline/contracts';
import type { DisputeRow, PaymentRow, RefundRow } from './payments.types.ts';

export const presentRefund = ({ _id: id, ...refund }: RefundRow): RefundView => ({
  ...{ id, amount: refund.amount, state: refund.state, reason: refund.reason, failure: refund.failure },
  cameBackAt: refund.cameBackAt?.toISOString() ?? null,
  createdAt: refund.createdAt.toISOString(),
});

const presentDispute = ({ _id: id, amount, state, reason, openedAt }: DisputeRow): PaymentView['disputes'][number] => ({
  ...{ id, amount, state, reason },
  openedAt: openedAt.toISOString(),
});

/** A payment with what went back of it. */
export function presentPayment(
  row: PaymentRow,
  refunds: readonly RefundRow[],
  disputes: readonly DisputeRow[],
): PaymentView {
  const { _id: id, invoiceId, state, provider, amount, currency, fee, method } = row;
  const isHere = ({ paymentId }: { readonly paymentId: string }) => paymentId === id;
  return {
    ...{ id, invoiceId, state, provider, amount, currency, fee, method },
    refundable: Math.max(0, row.refundable),
    note: row.note,
    creditOf: row.creditOf?.invoiceId ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    declines: [...row.declines],
    createdAt: row.createdAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    refunds: refunds.filter(isHere).map(presentRefund),
    disputes: disputes.filter(isHere).map(presentDispute),
  };
}
