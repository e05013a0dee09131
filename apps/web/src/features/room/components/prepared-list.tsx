import type { UseQueryResult } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, EmptyState, ErrorState, Skeleton } from '../../../shared/ui/index.ts';

interface PreparedListProps<D extends { readonly items: readonly unknown[] }> {
  readonly query: UseQueryResult<D>;
  readonly icon: ReactNode;
  readonly texts: {
    readonly loading: string;
    readonly prepare: string;
    readonly emptyTitle: string;
    readonly empty: string;
    readonly emptyForOthers: string;
    readonly notLive: string;
  };
  readonly isLive: boolean;
  /** Whether they may write what is in it, and not only show what is there. */
  readonly mayPrepare: boolean;
  readonly onPrepare: () => void;
  readonly children: (item: D['items'][number], data: D, readAt: number) => ReactNode;
}

/** What a host has prepared for the room, and the way to prepare more. */
export function PreparedList<D extends { readonly items: readonly unknown[] }>({
  query,
  icon,
  texts,
  isLive,
  mayPrepare,
  onPrepare,
  children,
}: PreparedListProps<D>) {
  const { data } = query;
  if (data === undefined)
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  const prepare = mayPrepare ? (
    <Button variant={data.items.length === 0 ? 'primary' : 'secondary'} onClick={onPrepare}>
      <Plus size={16} aria-hidden="true" />
      {texts.prepare}
    </Button>
  ) : null;
  if (data.items.length === 0)
    return (
      <EmptyState icon={icon} title={texts.emptyTitle} action={prepare}>
        {mayPrepare ? texts.empty : texts.emptyForOthers}
      </EmptyState>
    );
  return (
    <>
      <ul className="m-0 list-none p-0">{data.items.map((item) => children(item, data, query.dataUpdatedAt))}</ul>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
        {prepare}
        {isLive ? null : <p className="m-0 text-sm text-text-muted">{texts.notLive}</p>}
      </div>
    </>
  );
}
