import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { useDebounced } from '../../../shared/lib/use-debounced.ts';

const REST_MS = 300;

export interface SlugCheck {
  readonly state: 'empty' | 'checking' | 'free' | 'taken' | 'unknown';
  readonly answer: Answer<'signups.check-slug'> | undefined;
}

/** Whether an address is free, asked once typing rests. */
export function useSlugCheck(slug: string): SlugCheck {
  const rested = useDebounced(slug, REST_MS);
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['slug', rested],
    queryFn: ({ signal }) => call('signups.check-slug', { params: { slug: rested }, signal }),
    enabled: rested.length >= 3,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (slug.length < 3) return { state: 'empty', answer: undefined };
  if (isError) return { state: 'unknown', answer: undefined };
  if (data === undefined || isPlaceholderData || rested !== slug) return { state: 'checking', answer: data };
  return { state: data.available ? 'free' : 'taken', answer: data };
}
