import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Answer, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type Call = Answer<'calls.get'>;
export type CallBrief = Answer<'calls.brief'>;
export type Availability = Answer<'availability.get'>;
export type AvailabilityInput = CallInput<'availability.save'>['body'];
export type CallType = Answer<'call-types.list'>['items'][number];
export type CallTypeInput = CallInput<'call-types.create'>['body'];
export type Whose = 'mine' | 'team';

const DAY_MS = 86_400_000;
/** From which day on, and for how many; as many as a list may span. */
const SPAN_DAYS = 60;

/** Those to come, from the beginning of today, or those of the last weeks. */
export function callListQuery(whose: Whose, isPast: boolean, startOfToday: Date) {
  const now = startOfToday.getTime();
  const from = new Date(isPast ? now - SPAN_DAYS * DAY_MS : now).toISOString();
  const to = new Date(isPast ? now : now + SPAN_DAYS * DAY_MS).toISOString();
  return queryOptions({
    queryKey: queryKeys.callList(whose, from),
    queryFn: ({ signal }) => call('calls.list', { query: { from, to, whose }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
export const callQuery = (callId: string) =>
  queryOptions({
    queryKey: queryKeys.call(callId),
    queryFn: ({ signal }) => call('calls.get', { params: { callId }, signal }),
  });
export const callBriefQuery = (callId: string) =>
  queryOptions({
    queryKey: queryKeys.callBrief(callId),
    queryFn: ({ signal }) => call('calls.brief', { params: { callId }, signal }),
  });
export const callHostsQuery = (callId: string) =>
  queryOptions({
    queryKey: queryKeys.callHosts(callId),
    queryFn: ({ signal }) => call('calls.hosts', { params: { callId }, signal }),
  });
export const availabilityQuery = () =>
  queryOptions({ queryKey: queryKeys.availability(), queryFn: ({ signal }) => call('availability.get', { signal }) });
export const callTypesQuery = () =>
  queryOptions({ queryKey: queryKeys.callTypes(), queryFn: ({ signal }) => call('call-types.list', { signal }) });

/** To when a call can be moved. */
export const loadCallSlots = (
  callId: string,
  query: { readonly from: string; readonly to: string },
  signal: AbortSignal,
) => call('calls.slots', { params: { callId }, query, signal });

/** What a host does with a call; each names the version that it saw. */
type Change =
  | { readonly do: 'approve' }
  | { readonly do: 'cancel'; readonly reason: string }
  | { readonly do: 'reschedule'; readonly startsAt: string }
  | { readonly do: 'reassign'; readonly membershipId: string }
  | { readonly do: 'outcome'; readonly outcome: Call['outcome']; readonly note: string };

export function useChangeCall({ id: callId, version }: Pick<Call, 'id' | 'version'>) {
  const client = useQueryClient();
  const params = { callId };
  return useMutation({
    mutationFn: (change: Change): Promise<Call> => {
      switch (change.do) {
        case 'approve':
          return call('calls.approve', { params, body: { version } });
        case 'cancel':
          return call('calls.cancel', { params, body: { version, reason: change.reason } });
        case 'reschedule':
          return call('calls.reschedule', { params, body: { version, startsAt: change.startsAt } });
        case 'reassign':
          return call('calls.reassign', { params, body: { version, membershipId: change.membershipId as never } });
        case 'outcome':
          return call('calls.set-outcome', { params, body: { version, outcome: change.outcome, note: change.note } });
      }
    },
    onSuccess: async (changed) => {
      client.setQueryData(queryKeys.call(callId), changed);
      await client.invalidateQueries({ queryKey: queryKeys.calls() });
    },
    onError: () => client.invalidateQueries({ queryKey: queryKeys.call(callId) }),
  });
}

export function useSaveAvailability() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AvailabilityInput) => call('availability.save', { body }),
    onSuccess: (saved) => client.setQueryData(queryKeys.availability(), saved),
  });
}

/** Sets up a kind of call, or changes one. */
export function useSaveCallType(type: Pick<CallType, 'id' | 'version'> | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallTypeInput) =>
      type === null
        ? call('call-types.create', { body })
        : call('call-types.update', { params: { typeId: type.id }, body: { ...body, version: type.version } }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.callTypes() }),
  });
}
