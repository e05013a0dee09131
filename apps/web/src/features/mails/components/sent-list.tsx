import type { MailLogEntry } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Mail, SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { MailHumans, mailLogTexts, MailStatusBadge } from '../../../shared/mail-log/index.ts';
import { Button, buttonStyles, EmptyState, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { sentMailsQuery, type SentFilter } from '../api/sent.queries.ts';
import { sentTexts } from '../sent-texts.ts';

const ROW_PX = 68;
/** The next page is asked for when this many rows are left. */
const AHEAD = 15;

interface SentListProps {
  readonly filter: SentFilter;
  readonly onOpen: (mail: MailLogEntry) => void;
}

/** Mails, newest first; only the rows in view exist, and pages load ahead. */
export function SentList({ filter, onOpen }: SentListProps) {
  const query = useInfiniteQuery(sentMailsQuery(filter));
  const mails = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: mails.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => mails[index]?.id ?? index,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= mails.length - AHEAD)
      void fetchNextPage();
  }, [last, mails.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (query.isPending) return <SentSkeleton />;
  if (query.isError && mails.length === 0)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (mails.length === 0) return <NoMails isNarrowed={Object.values(filter).some((value) => value !== undefined)} />;
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={sentTexts().list}
      tabIndex={-1}
      className="relative max-h-[max(24rem,calc(100dvh-22rem))] overflow-y-auto"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const mail = mails[row.index];
          return mail === undefined ? null : (
            <li
              key={row.key}
              aria-setsize={hasNextPage ? -1 : mails.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0 border-b border-border"
              style={{ height: ROW_PX, transform: `translateY(${row.start}px)` }}
            >
              <SentRow mail={mail} onOpen={() => onOpen(mail)} />
            </li>
          );
        })}
      </ul>
      {isFetchNextPageError ? (
        <div className="flex justify-center p-4">
          <Button onClick={() => void fetchNextPage()}>{mailLogTexts().more}</Button>
        </div>
      ) : null}
    </div>
  );
}

function SentRow({ mail, onOpen }: { readonly mail: MailLogEntry; readonly onOpen: () => void }) {
  const texts = mailLogTexts();
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex size-full items-center gap-4 px-4 text-start transition-colors hover:bg-muted focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-sm font-medium">{mail.subject}</bdi>
        <span className="block truncate text-xs text-text-muted">
          <bdi>{mail.to.address}</bdi> · {texts.topic[mail.topic]}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-0.5 sm:flex-row-reverse sm:items-center sm:gap-4">
        <MailStatusBadge status={mail.status} />
        <MailHumans opens={mail.opens} clicks={mail.clicks} />
        <span className="numeric text-xs text-text-muted">{formatDateTime(mail.createdAt)}</span>
      </span>
    </button>
  );
}

const NoMails = ({ isNarrowed }: { readonly isNarrowed: boolean }) =>
  isNarrowed ? (
    <EmptyState
      icon={<SearchX size={20} />}
      title={sentTexts().noneFound}
      action={
        <Link to={{ search: '' }} replace className={buttonStyles()}>
          {sentTexts().showAll}
        </Link>
      }
    >
      {sentTexts().noneFoundHint}
    </EmptyState>
  ) : (
    <EmptyState icon={<Mail size={20} />} title={sentTexts().empty}>
      {sentTexts().emptyHint}
    </EmptyState>
  );

const SentSkeleton = () => (
  <div role="status" aria-label={sentTexts().loading}>
    {Array.from({ length: 7 }, (_, index) => (
      <div
        key={index}
        className="flex items-center justify-between border-b border-border px-4"
        style={{ height: ROW_PX }}
      >
        <div>
          <Skeleton className="h-4 w-48" />
          <Skeleton className="mt-2 h-3 w-32" />
        </div>
        <Skeleton className="h-6 w-20" />
      </div>
    ))}
  </div>
);
