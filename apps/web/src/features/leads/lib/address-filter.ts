import { leads } from '@stageline/contracts';

export type BoardFilter = leads.BoardFilter;
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

/** The orders that a list may have: by the time in a stage only where there is one. */
export const sortsOf = (hasStage: boolean): readonly LeadSort[] =>
  hasStage ? ['stage-newest', 'stage-oldest', 'newest', 'oldest'] : ['newest', 'oldest'];

/** The order that an address asks for; undefined for the one that a list has by itself. */
export function sortOf(params: URLSearchParams, hasStage: boolean): LeadSort | undefined {
  const [first, ...others] = sortsOf(hasStage);
  const named = params.get('sort');
  return named === first ? undefined : others.find((sort) => sort === named);
}
