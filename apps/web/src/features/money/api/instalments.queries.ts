import type { InvoiceView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

type InvoiceId = InvoiceView['id'];

/** In which parts an invoice is paid; null where it is paid at once. */
export const instalmentsQuery = (invoiceId: InvoiceId) =>
  queryOptions({
    queryKey: queryKeys.instalments(invoiceId),
    queryFn: async ({ signal }) => (await call('instalments.get', { params: { invoiceId }, signal })).plan,
  });

/** Agrees on the parts of an invoice, or ends them. */
export function useInstalments(invoiceId: InvoiceId) {
  const client = useQueryClient();
  // Where an invoice stands follows from its parts; and what was refused was asked of parts that are otherwise by now.
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.invoices() });
  return {
    agree: useMutation({
      mutationFn: (body: CallInput<'instalments.agree'>['body']) =>
        call('instalments.agree', { params: { invoiceId }, body }),
      onSettled,
    }),
    end: useMutation({ mutationFn: () => call('instalments.end', { params: { invoiceId } }), onSettled }),
  };
}
