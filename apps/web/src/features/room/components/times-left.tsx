import { useQuery } from '@tanstack/react-query';
import { call, type Answer } from '../../../shared/lib/api.ts';
import { formatNumber } from '../../../shared/lib/format.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { offerTexts } from '../offer-texts.ts';

/** As often as the server counts anew, and a little more: an audience is large. */
const EVERY_MS = 10_000;

/** How many times a call that is offered can really be booked; nothing where that is not known, or nothing can be booked there. */
export function TimesLeft({ slug }: { readonly slug: string }) {
  const { data } = useQuery({
    queryKey: queryKeys.capacity(slug),
    queryFn: ({ signal }) => call('booking.capacity', { params: { slug }, signal }),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  if (data === undefined) return null;
  return <span className="numeric text-sm font-semibold text-warning">{wordsOf(data)}</span>;
}

function wordsOf({ thisWeek, nextWeek }: Answer<'booking.capacity'>): string {
  const texts = offerTexts();
  if (thisWeek > 0) return texts.timesLeft(thisWeek);
  return nextWeek > 0 ? texts.timesNextWeek(formatNumber(nextWeek)) : texts.noTimes;
}
