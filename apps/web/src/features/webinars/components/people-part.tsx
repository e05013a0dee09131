import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useDebounced } from '../../../shared/lib/use-debounced.ts';
import { Button, EmptyState, ErrorState, Field, Input, Panel, Select, Skeleton } from '../../../shared/ui/index.ts';
import { peopleQuery } from '../api/webinars.queries.ts';
import { isTier, TIERS } from '../lib/tiers.ts';
import { webinarTexts } from '../texts.ts';
import { AttendeeRow } from './attendee-row.tsx';
import { LongList } from './long-list.tsx';
import { useShownWebinar } from './webinar-frame.tsx';

/** Between the last key and the search. */
const PAUSE_MS = 250;

/** Everybody of an event by their score; tier and search stand in the address. */
export function PeoplePart() {
  const texts = webinarTexts().list;
  const { id } = useShownWebinar();
  const [params, setParams] = useSearchParams();
  const inAddress = params.get('tier');
  const tier = isTier(inAddress) ? inAddress : undefined;
  const [typed, setTyped] = useState(params.get('search') ?? '');
  const search = useDebounced(typed.trim(), PAUSE_MS);
  const query = useInfiniteQuery(
    peopleQuery(id, { ...(tier !== undefined && { tier }), ...(search !== '' && { search }) }),
  );
  const people = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const showAll = () => {
    setTyped('');
    setParams({}, { replace: true });
  };
  return (
    <>
      <div role="search" className="mb-4 grid gap-3 sm:grid-cols-[1fr_12rem]">
        <Field label={texts.search}>
          {(control) => (
            <Input {...control} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        <Field label={texts.tier}>
          {(control) => (
            <Select
              {...control}
              value={tier ?? ''}
              onChange={({ target: { value } }) => setParams(value === '' ? {} : { tier: value }, { replace: true })}
            >
              <option value="">{texts.all}</option>
              {TIERS.map((each) => (
                <option key={each} value={each}>
                  {webinarTexts().tiers[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Panel>
        {query.isPending ? (
          <RowsSkeleton />
        ) : query.isError && people.length === 0 ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : people.length === 0 ? (
          <EmptyState
            icon={<SearchX size={20} />}
            title={texts.none}
            action={<Button onClick={showAll}>{texts.showAll}</Button>}
          >
            {texts.noneHint}
          </EmptyState>
        ) : (
          <LongList label={texts.label} items={people} query={query}>
            {(attendee) => <AttendeeRow attendee={attendee} webinarId={id} />}
          </LongList>
        )}
      </Panel>
    </>
  );
}

/** Rows that are on their way. */
export const RowsSkeleton = ({ rows = 6 }: { readonly rows?: number }) => (
  <div role="status" aria-label={webinarTexts().loading}>
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} className="flex h-16 items-center gap-3 border-b border-border px-4 last:border-0">
        <Skeleton className="size-8 rounded-full" />
        <Skeleton className="h-4 w-48" />
      </div>
    ))}
  </div>
);
