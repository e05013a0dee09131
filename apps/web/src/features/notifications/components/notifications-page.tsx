import { groupNotifications } from '@stageline/domain';
import { useInfiniteQuery } from '@tanstack/react-query';
import { BellOff, Settings2 } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useNow } from '../../../shared/lib/use-now.ts';
import {
  Button,
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  ShowMore,
  Skeleton,
  toast,
} from '../../../shared/ui/index.ts';
import { notificationsQuery, useMark, useUndoMark, type NotificationFilter } from '../api/notifications.queries.ts';
import { notificationsTexts } from '../texts.ts';
import { NotificationGroupItem } from './notification-group.tsx';

const FILTERS = ['all', 'unread'] as const;

/** What the member was told. */
export function NotificationsPage() {
  const texts = notificationsTexts();
  const [params] = useSearchParams();
  const filter: NotificationFilter = params.get('show') === 'unread' ? 'unread' : 'all';
  const list = useInfiniteQuery(notificationsQuery(filter));
  const unread = list.data?.pages.at(-1)?.unread ?? 0;
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader title={texts.title} description={texts.description} actions={<Actions unread={unread} />} />
      <nav aria-label={texts.title} className="mb-4 flex gap-2">
        {FILTERS.map((each) => (
          <Link
            key={each}
            to={each === 'all' ? '.' : '?show=unread'}
            aria-current={each === filter ? 'page' : undefined}
            className={buttonStyles({ variant: each === filter ? 'secondary' : 'ghost', size: 'sm' })}
          >
            {texts[each]}
          </Link>
        ))}
      </nav>
      <Panel className="overflow-hidden">
        <NotificationList filter={filter} />
      </Panel>
    </Page>
  );
}

function Actions({ unread }: { readonly unread: number }) {
  const texts = notificationsTexts();
  const mark = useMark();
  const undo = useUndoMark();
  const readAll = () =>
    mark.mutate(
      { ids: null, read: true },
      {
        onSuccess: ({ undo: id }) =>
          toast(texts.allRead, id === null ? {} : { action: { label: texts.undo, onClick: () => undo.mutate(id) } }),
        onError: (error) => toast.error(texts.failed, { description: error.message }),
      },
    );
  return (
    <>
      <Link to="/dashboard/notifications/settings" className={buttonStyles({ variant: 'ghost' })}>
        <Settings2 size={16} aria-hidden="true" />
        {texts.settings}
      </Link>
      <Button disabled={unread === 0} loading={mark.isPending} onClick={readAll}>
        {texts.readAll}
      </Button>
    </>
  );
}

function NotificationList({ filter }: { readonly filter: NotificationFilter }) {
  const texts = notificationsTexts();
  const now = useNow(30_000);
  const list = useInfiniteQuery(notificationsQuery(filter));
  if (list.isError && list.data === undefined)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined)
    return (
      <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
        {[0, 1, 2, 3].map((index) => (
          <Skeleton key={index} className="h-11 w-full" />
        ))}
      </div>
    );
  const groups = groupNotifications(list.data.pages.flatMap(({ items }) => items));
  if (groups.length === 0)
    return (
      <EmptyState icon={<BellOff size={20} />} title={texts.emptyTitle}>
        {filter === 'unread' ? texts.emptyUnread : texts.empty}
      </EmptyState>
    );
  return (
    <>
      <ul className="divide-y divide-border">
        {groups.map((group) => (
          <NotificationGroupItem key={group.items[0].id} items={group.items} now={now} />
        ))}
      </ul>
      <ShowMore query={list} className="mb-4" />
    </>
  );
}
