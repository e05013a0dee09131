import { statements, type StatementLineState, type StatementLineView } from '@stageline/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type CallInput } from '../../../shared/lib/api.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { upload } from '../../../shared/lib/upload.ts';

type LineId = StatementLineView['id'];

/** What came to the bank, the latest brought first. */
export const statementLinesQuery = (state: StatementLineState) =>
  infiniteQueryOptions({
    queryKey: queryKeys.bankLines(state),
    queryFn: ({ pageParam, signal }) =>
      call('statements.lines', { query: { state, ...(pageParam !== null && { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Invoices that a line could have paid. */
export const owedForLineQuery = (lineId: LineId, search: string) =>
  queryOptions({
    queryKey: queryKeys.owedForLine(lineId, search),
    queryFn: async ({ signal }) =>
      (await call('statements.owed', { params: { lineId }, query: { search }, signal })).items,
    placeholderData: (previous) => previous,
  });

/** Lines move, and invoices with them. */
function useMoved() {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['bank-lines'] }),
      client.invalidateQueries({ queryKey: queryKeys.invoices() }),
    ]);
  return { onSuccess: refresh, onError: () => void refresh() };
}

/** Brings a statement. */
export const useBringStatement = () =>
  useMutation({ mutationFn: (file: File) => upload('statements.upload', file, () => undefined), ...useMoved() });

/** Notes a line as a payment; the line itself keeps it from being noted twice. */
export const useBookLine = () =>
  useMutation({
    mutationFn: ({ lineId, parts }: { lineId: LineId } & CallInput<'statements.book'>['body']) =>
      call('statements.book', { params: { lineId }, body: { parts } }),
    ...useMoved(),
  });

/** Notes those that are sure. */
export const useBookSure = () =>
  useMutation({
    mutationFn: (lineIds: readonly LineId[]) =>
      call('statements.book-sure', { body: { lineIds: lineIds.slice(0, statements.MOST_SURE) } }),
    ...useMoved(),
  });

/** Puts a line aside, or brings it back. */
export const useMoveLine = () =>
  useMutation({
    mutationFn: ({ id, state }: Pick<StatementLineView, 'id' | 'state'>) =>
      state === 'open'
        ? call('statements.put-aside', { params: { lineId: id } })
        : call('statements.bring-back', { params: { lineId: id } }),
    ...useMoved(),
  });
