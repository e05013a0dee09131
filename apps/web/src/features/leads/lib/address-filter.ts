import { leads } from '@stageline/contracts';

export type BoardFilter = leads.BoardFilter;
export type BoardQuery = leads.BoardQuery;
export type LeadSort = leads.LeadSort;

const { shape } = leads.BoardFilter;
type Field = keyof typeof shape;
export const filterFields = Object.keys(shape) as Field[];

/** What an address narrows leads to; what it says of a field that cannot be is left out. */
export function filterOf(params: URLSearchParams): BoardFilter {
  const said = filterFields.flatMap((field) => {
    const parsed = shape[field].safeParse(params.get(field) ?? undefined);
    return parsed.success && parsed.data !== undefined ? [[field, parsed.data]] : [];
  });
  return Object.fromEntries(said) as BoardFilter;
}

/** What decides in which orders leads can be shown. */
export interface Shown {
  readonly view: 'list' | 'board';
  readonly hasStage: boolean;
  /** Only those who are so hot. */
  readonly heat: BoardFilter['heat'];
}

/** The orders that there are, the usual one first: by the time in a stage only where there is one. */
export function sortsOf({ view, hasStage, heat }: Shown): readonly LeadSort[] {
  if (heat !== undefined) return ['hottest'];
  if (view === 'board') return ['stage-newest', 'hottest'];
  return hasStage ? ['stage-newest', 'stage-oldest', 'newest', 'oldest', 'hottest'] : ['newest', 'oldest', 'hottest'];
}

/** The order that an address asks for; undefined for the one that leads have by themselves. */
export function sortOf(params: URLSearchParams, shown: Shown): LeadSort | undefined {
  const [first, ...others] = sortsOf(shown);
  const named = params.get('sort');
  return named === first ? undefined : others.find((sort) => sort === named);
}
