import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

/** Where this site is, and where it was. */
export const addressQuery = () =>
  queryOptions({ queryKey: queryKeys.address(), queryFn: ({ signal }) => call('address.get', { signal }) });

/** Whether the site could move to an address; asks nothing while there is too little to ask about. */
export const useAddressCheck = (slug: string) =>
  useQuery({
    queryKey: queryKeys.addressCheck(slug),
    queryFn: ({ signal }) => call('address.check', { signal, query: { slug } }),
    enabled: slug.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

/** Moves the site. */
export const useRenameSite = () =>
  useMutation({ mutationFn: (body: { from: string; slug: string }) => call('address.rename', { body }) });
