import type { OfferBody, OfferId, OfferView, SessionId } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { toast } from '../../../shared/ui/index.ts';
import { offerTexts } from '../offer-texts.ts';

/** Outside the room nobody tells the numbers. */
const REFETCH_MS = 10_000;

const idOf = (sessionId: string) => sessionId as SessionId;
const paramsOf = (sessionId: string, { id }: { readonly id: OfferId }) => ({ sessionId: idOf(sessionId), offerId: id });

/** The offers of a masterclass. */
export const offersQuery = (sessionId: string) =>
  queryOptions({
    queryKey: queryKeys.offers(sessionId),
    queryFn: ({ signal }) => call('offers.list', { params: { sessionId: idOf(sessionId) }, signal }),
    refetchInterval: REFETCH_MS,
  });

/** The kinds of calls that an offer can open. */
export const offeredCallsQuery = () =>
  queryOptions({ queryKey: queryKeys.callTypes(), queryFn: ({ signal }) => call('call-types.list', { signal }) });

/** Who clicked an offer, the last one first. */
export const offerPeopleQuery = (sessionId: string, offer: OfferView) =>
  infiniteQueryOptions({
    queryKey: queryKeys.offerPeople(sessionId, offer.id),
    queryFn: ({ pageParam, signal }) =>
      call('offers.people', {
        params: paramsOf(sessionId, offer),
        query: { ...(pageParam !== null && { cursor: pageParam }), limit: 50 },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Prepares an offer, or changes it. */
export function useSaveOffer(sessionId: string, before: OfferView | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (offer: OfferBody) =>
      before === null
        ? call('offers.create', { params: { sessionId: idOf(sessionId) }, body: offer })
        : call('offers.change', { params: paramsOf(sessionId, before), body: { version: before.version, offer } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.offers(sessionId) }),
  });
}

type OfferParams = ReturnType<typeof paramsOf>;
const deeds = {
  show: (params: OfferParams): Promise<unknown> => call('offers.show', { params }),
  takeOff: (params: OfferParams): Promise<unknown> => call('offers.take-off', { params }),
  remove: (params: OfferParams): Promise<unknown> => call('offers.remove', { params }),
} as const;

/** Shows an offer, takes it off, or removes it. */
export function useOfferDeed(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, offer }: { readonly deed: keyof typeof deeds; readonly offer: OfferView }) =>
      deeds[deed](paramsOf(sessionId, offer)),
    onError: (error) => void toast.error(offerTexts().panel.failed, { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.offers(sessionId) }),
  });
}
