import type { InvoiceView, SellerView } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

type State = InvoiceView['state'];

/** Invoices, the newest first; of one state where one is named. */
export const invoicesQuery = (state: State | undefined) =>
  infiniteQueryOptions({
    queryKey: queryKeys.invoiceList(state ?? ''),
    queryFn: ({ pageParam, signal }) =>
      call('invoices.list', {
        query: { ...(state !== undefined && { state }), ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });

/** One invoice. Its documents' addresses expire within the hour, so it is read anew before. */
export const invoiceQuery = (invoiceId: string) =>
  queryOptions({
    queryKey: queryKeys.invoice(invoiceId),
    queryFn: ({ signal }) => call('invoices.get', { params: { invoiceId: invoiceId as InvoiceView['id'] }, signal }),
    refetchInterval: 45 * 60_000,
  });

/** Who sells; null where nobody has said so. */
export const sellerQuery = queryOptions({
  queryKey: queryKeys.seller(),
  queryFn: async ({ signal }) => (await call('invoices.get-seller', { signal })).seller,
});

/** Says who sells. */
export function useSaveSeller() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'invoices.save-seller'>['body']) => call('invoices.save-seller', { body }),
    onSuccess: (saved: SellerView) => client.setQueryData(queryKeys.seller(), saved),
  });
}

function useChanged() {
  const client = useQueryClient();
  return async (changed: InvoiceView) => {
    client.setQueryData(queryKeys.invoice(changed.id), changed);
    await client.invalidateQueries({ queryKey: ['invoices', 'list'] });
  };
}

const DAY_MS = 86_400_000;

/** What was paid of the last days, by how its buyers came. */
export const sourcesQuery = (days: number, touch: 'first' | 'last') =>
  queryOptions({
    queryKey: queryKeys.revenueSources(days, touch),
    queryFn: async ({ signal }) => {
      const to = Date.now();
      const span = { from: new Date(to - days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
      return (await call('invoices.sources', { query: { ...span, touch }, signal })).items;
    },
    placeholderData: (previous) => previous,
  });

/** Leads by name or address, to be written to; nobody before something is typed. */
export const buyersQuery = (search: string) =>
  queryOptions({
    queryKey: queryKeys.leadList({ q: search, for: 'invoice' }),
    queryFn: async ({ signal }) => (await call('leads.list', { query: { q: search, limit: 8 }, signal })).items,
    enabled: search !== '',
    placeholderData: (previous) => previous,
  });

/** The lead that an invoice is written to. */
export const buyerQuery = (leadId: string) =>
  queryOptions({
    queryKey: queryKeys.lead(leadId),
    queryFn: ({ signal }) => call('leads.get', { params: { leadId: leadId as InvoiceView['leadId'] }, signal }),
  });

type Draft = Omit<CallInput<'invoices.create'>['body'], 'leadId'>;

/** Writes a draft, or changes it. */
export function useSaveDraft() {
  const client = useQueryClient();
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ draft, of }: { draft: Draft; of: InvoiceView | { readonly leadId: InvoiceView['leadId'] } }) =>
      'id' in of
        ? call('invoices.change', { params: { invoiceId: of.id }, body: { ...draft, version: of.version } })
        : call('invoices.create', { body: { ...draft, leadId: of.leadId } }),
    onSuccess,
    // It may be another one by now: whoever opens it once more is to see that.
    onError: (_, { of }) => {
      if ('id' in of) void client.invalidateQueries({ queryKey: queryKeys.invoice(of.id) });
    },
  });
}

/** Gives a draft its number. */
export function useIssueInvoice() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ id, version }: InvoiceView) =>
      call('invoices.issue', { params: { invoiceId: id }, body: { version } }),
    onSuccess,
  });
}

/** Throws a draft away. */
export function useDiscardInvoice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: InvoiceView) => call('invoices.discard', { params: { invoiceId: id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['invoices', 'list'] }),
  });
}

/** Takes back what is due. */
export function useCancelInvoice() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: InvoiceView['id']; readonly reason: string }) =>
      call('invoices.cancel', { params: { invoiceId: id }, body: { reason } }),
    onSuccess,
  });
}

/** Gives up what is due. */
export function useWriteOffInvoice() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ id }: InvoiceView) => call('invoices.write-off', { params: { invoiceId: id } }),
    onSuccess,
  });
}
