import type { DomainView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

type DomainList = Answer<'domains.list'>;
const SEARCH_POLL_MS = 5000;
const isUnderWay = ({ state, nextCheckAt }: DomainView): boolean =>
  nextCheckAt !== null && (state === 'pending_dns' || state === 'verified' || state === 'issuing');

/** The addresses of this site; looked at again while one of them is on its way. */
export const domainListQuery = () =>
  queryOptions({
    queryKey: queryKeys.domains(),
    queryFn: ({ signal }) => call('domains.list', { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? SEARCH_POLL_MS : false),
  });

/** @param domainId left out: the address under the platform */
export const healthQuery = (domainId: string | null) =>
  queryOptions({
    queryKey: queryKeys.domainHealth(domainId ?? ''),
    queryFn: ({ signal }) =>
      call('domains.doctor', { signal, query: domainId === null ? {} : { domainId: domainId as DomainView['id'] } }),
    staleTime: Infinity,
  });

function useDomainList() {
  const client = useQueryClient();
  const { queryKey } = domainListQuery();
  return {
    change: (change: (items: DomainView[]) => DomainView[]) =>
      client.setQueryData<DomainList>(queryKey, (list) => (list ? { ...list, items: change(list.items) } : list)),
    refresh: () => client.invalidateQueries({ queryKey }),
  };
}

/** Connects a domain. */
export function useAddDomain() {
  const list = useDomainList();
  return useMutation({
    mutationFn: (body: CallInput<'domains.add'>['body']) => call('domains.add', { body }),
    onSuccess: (added) => list.change((items) => [...items, added]),
  });
}

/** Looks at the DNS now, and goes on looking. */
export function useCheckDomain() {
  const list = useDomainList();
  return useMutation({
    mutationFn: (domainId: DomainView['id']) => call('domains.check', { params: { domainId } }),
    onSuccess: (checked) => list.change((items) => items.map((item) => (item.id === checked.id ? checked : item))),
  });
}

/** Disconnects a domain. */
export function useRemoveDomain() {
  const list = useDomainList();
  return useMutation({
    mutationFn: (domainId: DomainView['id']) => call('domains.remove', { params: { domainId } }),
    onSuccess: (_nothing, domainId) => list.change((items) => items.filter(({ id }) => id !== domainId)),
  });
}

/** Chooses where visitors are led; shown at once and taken back when the server refuses. */
export function useChoosePrimary() {
  const list = useDomainList();
  return useMutation({
    mutationFn: (domainId: DomainView['id'] | null) => call('domains.set-primary', { body: { domainId } }),
    onMutate: (domainId) =>
      void list.change((items) => items.map((item) => ({ ...item, isPrimary: item.id === domainId }))),
    onSettled: () => list.refresh(),
  });
}
