import type { SeriesView } from '@stageline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';

export type NewSeries = CallInput<'series.create'>['body'];
type Change = Omit<CallInput<'series.change'>['body'], 'version'>;
type CallOff = CallInput<'series.end'>['body']['callOff'];

/** By which rule a masterclass repeats. */
export const seriesQuery = (seriesId: string) =>
  queryOptions({
    queryKey: [...queryKeys.sessions(), 'series', seriesId],
    queryFn: ({ signal }) => call('series.get', { params: { seriesId }, signal }),
  });

/** One command to a series; everything that shows it is asked for again, also where somebody else was quicker. */
function useSeriesCommand<Input>(command: (input: Input) => Promise<SeriesView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: command,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.sessions() }),
        client.invalidateQueries({ queryKey: queryKeys.overview() }),
      ]),
  });
}

/** Plans a masterclass that repeats. */
export const usePlanSeries = () => useSeriesCommand((body: NewSeries) => call('series.create', { body }));
/** Changes one date and all that follow. */
export const useChangeSeries = () =>
  useSeriesCommand(({ series: { id: seriesId, version }, ...change }: Change & { readonly series: SeriesView }) =>
    call('series.change', { params: { seriesId }, body: { version, ...change } }),
  );
/** Plans no further dates, and calls one and all that follow off where that is wanted. */
export const useEndSeries = () =>
  useSeriesCommand(
    ({ series: { id: seriesId, version }, callOff }: { readonly series: SeriesView; readonly callOff: CallOff }) =>
      call('series.end', { params: { seriesId }, body: { version, callOff } }),
  );
