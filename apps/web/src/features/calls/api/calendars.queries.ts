import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Answer, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type Calendars = Answer<'calendars.list'>;
export type Calendar = Calendars['items'][number];
export type CalendarInput = CallInput<'calendars.connect'>['body'];
type Company = Calendars['companies'][number];
type WhenSilent = Calendar['whenSilent'];

export const calendarsQuery = () =>
  queryOptions({ queryKey: queryKeys.calendars(), queryFn: ({ signal }) => call('calendars.list', { signal }) });

/** Changes the list of calendars and reads it anew. */
function useCalendars<I, O>(change: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.calendars() }),
  });
}
export const useConnectCalendar = () => useCalendars((body: CalendarInput) => call('calendars.connect', { body }));
export const useFinishCalendar = () => useCalendars((token: string) => call('calendars.finish', { body: { token } }));
export const useRemoveCalendar = () =>
  useCalendars(({ id: calendarId }: Calendar) => call('calendars.remove', { params: { calendarId } }));
export const useReadCalendar = () =>
  useCalendars(({ id: calendarId }: Calendar) => call('calendars.read', { params: { calendarId } }));
export const useUpdateCalendar = () =>
  useCalendars(({ id: calendarId, whenSilent, writes }: Pick<Calendar, 'id' | 'whenSilent' | 'writes'>) =>
    call('calendars.update', { params: { calendarId }, body: { whenSilent, writes } }),
  );

/** Where to send the browser of whoever connects a calendar by a company's log-in. */
export const beginCalendar = async (
  company: Company,
  choice: { readonly whenSilent: WhenSilent; readonly writes: boolean },
): Promise<string> => (await call('calendars.begin', { body: { company, ...choice } })).url;
