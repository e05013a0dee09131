import type { MailSummary } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useCallback } from 'react';
import { Link, Outlet, useParams, useSearchParams } from 'react-router';
import { cn } from '../../../shared/lib/cn.ts';
import { formatRelative } from '../../../shared/lib/time-in-words.ts';
import { useNow } from '../../../shared/lib/use-now.ts';
import { Badge, EmptyState, ErrorState, PageTitle, ShowMore, Skeleton } from '../../../shared/ui/index.ts';
import { mailListQuery } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';
import { SearchField } from './search-field.tsx';

/** The embedded mailbox: everything that this installation sent, with one mail beside the list. */
export function MailPage() {
  const { mailId } = useParams();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const isEmpty = useInfiniteQuery(mailListQuery(search)).data?.pages[0]?.items.length === 0;
  const onSearch = useCallback(
    (text: string) => setParams(text === '' ? {} : { search: text }, { replace: true }),
    [setParams],
  );
  return (
    <div className="flex h-full min-h-0">
      <PageTitle>{adminTexts().mail.title}</PageTitle>
      <section
        aria-label={adminTexts().mail.mailbox}
        className={cn(
          'min-h-0 w-full flex-col border-border lg:flex lg:max-w-sm lg:border-e',
          mailId === undefined ? 'flex' : 'hidden',
        )}
      >
        <header className="shrink-0 border-b border-border px-4 pt-6 pb-4 sm:px-6 lg:pt-8">
          <h1 className="display text-xl font-semibold">{adminTexts().mail.title}</h1>
          <p className="mt-1 mb-4 text-sm text-text-muted">{adminTexts().mail.description}</p>
          <SearchField
            label={adminTexts().mail.search}
            placeholder={adminTexts().mail.searchHint}
            value={search}
            onSearch={onSearch}
          />
        </header>
        <MailList search={search} openId={mailId} />
      </section>
      <div className={cn('min-w-0 flex-1', mailId === undefined && 'hidden lg:block')}>
        {mailId !== undefined ? (
          <Outlet />
        ) : isEmpty ? null : (
          <div className="grid h-full place-items-center">
            <EmptyState icon={<Mail size={20} />} title={adminTexts().mail.choose}>
              {adminTexts().mail.chooseText}
            </EmptyState>
          </div>
        )}
      </div>
    </div>
  );
}

function MailList({ search, openId }: { search: string; openId: string | undefined }) {
  const mail = useInfiniteQuery(mailListQuery(search));
  const now = useNow(30_000);
  if (mail.isPending) return <ListSkeleton />;
  const items = mail.data?.pages.flatMap((page) => page.items) ?? [];
  if (mail.isError && items.length === 0) return <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />;
  if (items.length === 0) {
    return (
      <EmptyState icon={<Mail size={20} />} title={search === '' ? adminTexts().mail.none : adminTexts().mail.noMatch}>
        {search === '' ? adminTexts().mail.noneText : adminTexts().mail.noMatchText}
      </EmptyState>
    );
  }
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <ul className="divide-y divide-border">
        {items.map((item) => (
          <MailRow key={item.id} item={item} now={now} search={search} isOpen={item.id === openId} />
        ))}
      </ul>
      <ShowMore query={mail} className="mt-0 p-4" />
    </div>
  );
}

const MailRow = ({
  item,
  now,
  search,
  isOpen,
}: {
  item: MailSummary;
  now: number;
  search: string;
  isOpen: boolean;
}) => (
  <li className="animate-fade">
    <Link
      to={{ pathname: `/mail/${item.id}`, search: search === '' ? '' : `?search=${encodeURIComponent(search)}` }}
      aria-current={isOpen ? 'page' : undefined}
      className={cn(
        'block px-4 py-3 transition-colors hover:bg-muted focus-visible:-outline-offset-2 sm:px-6',
        isOpen && 'bg-primary-tint',
      )}
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="min-w-0 truncate font-medium">{item.to}</span>
          {item.channel === 'sms' ? <Badge>{adminTexts().mail.sms}</Badge> : null}
        </span>
        <time dateTime={item.sentAt} className="numeric shrink-0 text-xs text-text-muted">
          {formatRelative(item.sentAt, now)}
        </time>
      </span>
      <span className="block truncate">{item.subject}</span>
      <span className="block truncate text-xs text-text-muted">{item.tenantName}</span>
    </Link>
  </li>
);

const ListSkeleton = () => (
  <div role="status" aria-label={adminTexts().mail.loading} className="divide-y divide-border">
    {[0, 1, 2, 3, 4, 5].map((index) => (
      <div key={index} className="px-6 py-3">
        <Skeleton className="h-4 w-44" />
        <Skeleton className="mt-2 h-4 w-60 max-w-full" />
        <Skeleton className="mt-2 h-3 w-24" />
      </div>
    ))}
  </div>
);
