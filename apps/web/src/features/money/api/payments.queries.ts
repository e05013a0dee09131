import type { InvoiceView, PaymentView } from '@stageline/contracts';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { useRequestKey } from '../hooks/use-request-key.ts';

/** Nobody tells the page when a bank has answered. */
const LOOK_AGAIN_MS = 15_000;
const isOnItsWay = ({ state, refunds }: PaymentView): boolean =>
  state === 'processing' || refunds.some((refund) => refund.state === 'pending');

const paymentsQuery = (invoiceId: InvoiceView['id']) =>
  queryOptions({
    queryKey: queryKeys.payments(invoiceId),
    queryFn: async ({ signal }) => (await call('payments.list', { params: { invoiceId }, signal })).items,
    refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) === true ? LOOK_AGAIN_MS : false),
  });

/** The payments of an invoice. Where they are found to have changed, the invoice is read anew, so that both say the same. */
export function usePayments(invoiceId: InvoiceView['id']) {
  const client = useQueryClient();
  const payments = useQuery(paymentsQuery(invoiceId));
  // React Query keeps what is the same as before, so this is another list only when something changed.
  const { data } = payments;
  const seen = useRef(data);
  useEffect(() => {
    if (seen.current !== undefined && data !== seen.current)
      void client.invalidateQueries({ queryKey: queryKeys.invoice(invoiceId) });
    seen.current = data;
  }, [client, data, invoiceId]);
  return payments;
}

/** Money moved: figures, documents and lists say so. What was refused may have been decided by what the page has not seen yet. */
function useMoved() {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.invoices() });
  return { onSuccess: refresh, onError: () => void refresh() };
}

/** Notes a payment that came another way; once for one opened form. */
export function useRecordPayment(invoiceId: InvoiceView['id']) {
  const send = useRequestKey();
  return useMutation({
    mutationFn: (body: CallInput<'payments.record'>['body']) =>
      send((idempotencyKey) => call('payments.record', { params: { invoiceId }, body, idempotencyKey })),
    ...useMoved(),
  });
}

/** Gives back a payment, or a part of it; once for one opened form. */
export function useRefundPayment(paymentId: PaymentView['id']) {
  const send = useRequestKey();
  return useMutation({
    mutationFn: (body: CallInput<'payments.refund'>['body']) =>
      send((idempotencyKey) => call('payments.refund', { params: { paymentId }, body, idempotencyKey })),
    ...useMoved(),
  });
}

/** Notes a payment that came for several invoices of a buyer; once for one opened form. */
export function useSpreadPayment() {
  const send = useRequestKey();
  return useMutation({
    mutationFn: (body: CallInput<'payments.spread'>['body']) =>
      send((idempotencyKey) => call('payments.spread', { body, idempotencyKey })),
    ...useMoved(),
  });
}

/** What a buyer owes on all invoices in one currency; the oldest first. */
export const owedQuery = ({ leadId, currency }: Pick<InvoiceView, 'leadId' | 'currency'>) =>
  queryOptions({
    queryKey: queryKeys.owedBy(leadId),
    queryFn: ({ signal }) => call('invoices.list', { query: { leadId, limit: 100 }, signal }),
    select: ({ items }) =>
      items
        .filter((each) => each.number !== null && each.currency === currency && each.figures.due > 0)
        .toSorted((a, b) => a.id.localeCompare(b.id)),
  });

/** What the provider has otherwise than it stands here. */
export const differencesQuery = queryOptions({
  queryKey: queryKeys.paymentDifferences(),
  queryFn: async ({ signal }) => (await call('payments.differences', { signal })).items,
});

/** Credit that an invoice can be paid with. */
export const creditQuery = (invoiceId: InvoiceView['id']) =>
  queryOptions({
    queryKey: queryKeys.buyerCredit(invoiceId),
    queryFn: ({ signal }) => call('payments.get-credit', { params: { invoiceId }, signal }),
  });

/** Pays an invoice with credit; once for one opened form. */
export function usePayWithCredit(invoiceId: InvoiceView['id']) {
  const send = useRequestKey();
  return useMutation({
    mutationFn: (body: CallInput<'payments.use-credit'>['body']) =>
      send((idempotencyKey) => call('payments.use-credit', { params: { invoiceId }, body, idempotencyKey })),
    ...useMoved(),
  });
}

/** Takes a payment by credit back. */
export const useUndoCredit = () =>
  useMutation({
    mutationFn: (paymentId: PaymentView['id']) => call('payments.undo-credit', { params: { paymentId } }),
    ...useMoved(),
  });

/** Whether the site can take payments. */
export const paymentAccountQuery = queryOptions({
  queryKey: queryKeys.paymentAccount(),
  queryFn: ({ signal }) => call('payments.get-account', { signal }),
});

/** Opens the account with the provider, or goes on with it, on the provider's own page. */
export const useOpenPaymentAccount = () =>
  useMutation({
    mutationFn: () => call('payments.open-account'),
    onSuccess: ({ url }) => window.location.assign(url),
  });
