import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, call, type Answer, type CallInput } from '../lib/api.ts';
import { queryKeys } from '../lib/query-keys.ts';

export type Bookable = Answer<'booking.get'>;
export type Booked = Answer<'booked.get'>;
export type Hold = Answer<'booking.hold'>;
type Form = CallInput<'booking.confirm'>['body'];

const retry = (failures: number, error: unknown): boolean =>
  failures < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500);

/** The calls that can be booked. */
export const bookableListQuery = () =>
  queryOptions({ queryKey: queryKeys.bookable(''), queryFn: ({ signal }) => call('booking.list', { signal }) });

/** One of them; with a personal link also as whom one books. */
export const bookableQuery = (slug: string, personalToken: string | null) =>
  queryOptions({
    queryKey: queryKeys.bookable(slug),
    queryFn: ({ signal }) =>
      call('booking.get', { params: { slug }, body: personalToken === null ? {} : { personalToken }, signal }),
    retry,
  });

/** As whom one books the call of an offer, and when it could begin, for somebody in its room. The click counts with it. */
export const inRoomQuery = (offer: { readonly id: string; readonly showing: number }, pass: string, token: string) =>
  queryOptions({
    queryKey: queryKeys.bookInRoom(offer.id, offer.showing),
    queryFn: ({ signal }) =>
      call('booking.in-room', { params: { offerId: offer.id }, body: { pass, personalToken: token }, signal }),
    retry,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

export const bookedQuery = (token: string) =>
  queryOptions({
    queryKey: queryKeys.booked(token),
    queryFn: ({ signal }) => call('booked.get', { params: { token }, signal }),
    retry,
  });

/** Keeps a time; one that was kept before is given up for it. */
export function useHold(slug: string, personalToken: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ startsAt, replaces }: { startsAt: string; replaces: string | undefined }) =>
      call('booking.hold', {
        params: { slug },
        body: {
          startsAt,
          ...(replaces !== undefined && { replaces }),
          ...(personalToken !== null && { personalToken }),
        },
      }),
    // What is taken by now is not to be offered once more.
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.allSlots() }),
  });
}

export function useConfirm(slug: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Form) => call('booking.confirm', { params: { slug }, body }),
    onSuccess: (booked) => client.setQueryData(queryKeys.booked(booked.token), booked),
  });
}

/** Moves a call, calls it off, or ends the messages about it. */
export function useChangeBooked(token: string) {
  const client = useQueryClient();
  const onSuccess = (booked: Booked) => client.setQueryData(queryKeys.booked(token), booked);
  // It may be otherwise than the page says: it was done by an answer that got lost, or on another device.
  const onError = () => client.invalidateQueries({ queryKey: queryKeys.booked(token) });
  return {
    move: useMutation({
      mutationFn: (startsAt: string) => call('booked.reschedule', { params: { token }, body: { startsAt } }),
      onSuccess,
      onError,
      // What is taken by now is not to be offered once more.
      onSettled: () => client.invalidateQueries({ queryKey: queryKeys.allSlots() }),
    }),
    cancel: useMutation({
      mutationFn: (reason: string) => call('booked.cancel', { params: { token }, body: { reason } }),
      onSuccess,
      onError,
    }),
    stopTexts: useMutation({
      mutationFn: () => call('booked.stop-texts', { params: { token }, body: {} }),
      onSuccess,
    }),
  };
}
