import type { AuditEntryView } from '@stageline/contracts';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { formatDay } from '../../../shared/lib/format.ts';
import { EmptyState, ErrorState, Panel, ShowMore, Skeleton } from '../../../shared/ui/index.ts';
import { auditTexts } from '../texts.ts';
import { AuditEntry } from './audit-entry.tsx';

type Pages<T> = UseInfiniteQueryResult<{ pages: { items: T[] }[] }>;
interface AuditListProps<T> {
  readonly log: Pages<T>;
  readonly isFiltered: boolean;
  /** On which site an entry was made, where the list is of several. */
  readonly placeOf?: (entry: T) => string | undefined;
}

/** The entries by day, newest first. */
export function AuditList<T extends AuditEntryView>({ log, isFiltered, placeOf }: AuditListProps<T>) {
  const texts = auditTexts();
  if (log.isPending) return <ListSkeleton />;
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  if (log.isError && entries.length === 0) return <ErrorState error={log.error} onRetry={() => void log.refetch()} />;
  if (entries.length === 0) {
    return (
      <Panel>
        <EmptyState icon={<ScrollText size={20} />} title={isFiltered ? texts.noneTitle : texts.emptyTitle}>
          {isFiltered ? texts.none : texts.empty}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      {byDay(entries).map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h2 className="mb-2 text-sm font-medium text-text-muted">{day}</h2>
          <Panel className="overflow-hidden">
            <ul className="divide-y divide-border">
              {ofDay.map((entry) => (
                <AuditEntry key={entry.id} entry={entry} place={placeOf?.(entry)} />
              ))}
            </ul>
          </Panel>
        </section>
      ))}
      <ShowMore query={log} label={texts.loadMore} className="mt-0" />
    </div>
  );
}

/** Entries under the reader's days, in the order in which they come. */
function byDay<T extends AuditEntryView>(entries: readonly T[]): readonly (readonly [string, readonly T[]])[] {
  const days = new Map<string, T[]>();
  for (const entry of entries) {
    const day = formatDay(entry.at);
    const known = days.get(day);
    if (known === undefined) days.set(day, [entry]);
    else known.push(entry);
  }
  return [...days];
}

const ListSkeleton = () => (
  <Panel>
    <div role="status" aria-label={auditTexts().loading} className="divide-y divide-border">
      {[0, 1, 2, 3, 4].map((index) => (
        <div key={index} className="flex items-center gap-3 px-4 py-3">
          <Skeleton className="size-8 rounded-full" />
          <div className="flex-1">
            <Skeleton className="h-4 w-64 max-w-full" />
            <Skeleton className="mt-2 h-3 w-20" />
          </div>
        </div>
      ))}
    </div>
  </Panel>
);
