import { DEFAULT_PIPELINE, type SavedView, type ViewQuery } from '@stageline/contracts';
import type { LeadViewChoice } from '../hooks/use-lead-view.ts';

/** What a page shows, as a view keeps it. */
export function queryOf({ view, pipeline, stage, sort, filter }: LeadViewChoice): ViewQuery {
  return {
    layout: view,
    ...(pipeline !== undefined && pipeline.id !== DEFAULT_PIPELINE && { pipeline: pipeline.id }),
    ...(view === 'list' && stage !== undefined && { stage }),
    ...(sort !== undefined && { sort }),
    ...filter,
  };
}

/** Whether two say the same, in whatever order. */
export const isSameQuery = (a: ViewQuery, b: ViewQuery): boolean => textOf(a) === textOf(b);
const textOf = ({ pipeline = DEFAULT_PIPELINE, ...query }: ViewQuery): string =>
  JSON.stringify(Object.entries({ ...query, pipeline }).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The address of what a view shows, as a query string with its `?`. */
export function searchOfQuery({ layout, ...query }: ViewQuery, id?: SavedView['id']): string {
  const params = new URLSearchParams({ ...(id !== undefined && { saved: id }), view: layout });
  for (const [field, value] of Object.entries(query)) if (value !== undefined) params.set(field, String(value));
  return `?${params.toString()}`;
}

/** The same list with one of them a place up (-1) or down (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [item] = next.splice(index, 1);
  if (item !== undefined) next.splice(index + by, 0, item);
  return next;
}

/** What an address asks to be opened; null where it says itself what it shows. */
export function toOpen(
  params: URLSearchParams,
  { items, defaultId }: { readonly items: readonly SavedView[]; readonly defaultId: string | null },
): SavedView | null {
  const wanted = params.size === 0 ? defaultId : params.has('view') ? null : params.get('saved');
  return wanted === null ? null : (items.find(({ id }) => id === wanted) ?? null);
}
/** Whether it may do so; then what it shows is not known before the views are. */
export const mayOpen = (params: URLSearchParams): boolean =>
  params.size === 0 || (params.has('saved') && !params.has('view'));
