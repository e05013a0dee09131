import type { BroadcastView } from '@stageline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import { formatDateTime } from '../../../shared/lib/format.ts';
import { useAdminMay } from '../../../shared/lib/session.ts';
import {
  AlertDialog,
  Badge,
  type BadgeProps,
  Button,
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
import { broadcastListQuery, useEndBroadcast } from '../api/admin.queries.ts';
import { adminTexts } from '../texts.ts';
import { BroadcastDialog } from './broadcast-dialog.tsx';

type Tone = NonNullable<BadgeProps['tone']>;
const stateTones: Readonly<Record<BroadcastView['state'], Tone>> = {
  planned: 'neutral',
  sending: 'primary',
  shown: 'success',
  ended: 'neutral',
};
const levelTones: Readonly<Record<BroadcastView['level'], Tone>> = {
  info: 'neutral',
  warning: 'warning',
  critical: 'danger',
};

/** What the platform told the owners of sites, and a new word to them. */
export function BroadcastsPage() {
  const texts = adminTexts().notices;
  const broadcasts = useInfiniteQuery(broadcastListQuery);
  const [isWriting, setIsWriting] = useState(false);
  const items = broadcasts.data?.pages.flatMap((page) => page.items) ?? [];
  const may = useAdminMay();
  const write = may('broadcasts.send') ? (
    <Button variant="primary" onClick={() => setIsWriting(true)}>
      <Megaphone size={16} aria-hidden="true" />
      {texts.write}
    </Button>
  ) : undefined;
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={items.length === 0 ? undefined : write}
      />
      {broadcasts.isPending ? (
        <ListSkeleton />
      ) : broadcasts.isError && items.length === 0 ? (
        <ErrorState error={broadcasts.error} onRetry={() => void broadcasts.refetch()} />
      ) : (
        <Panel>
          {items.length === 0 ? (
            <EmptyState icon={<Megaphone size={20} />} title={texts.emptyTitle} action={write}>
              {texts.empty}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-border">
              {items.map((item) => (
                <BroadcastRow key={item.id} broadcast={item} />
              ))}
            </ul>
          )}
        </Panel>
      )}
      <ShowMore query={broadcasts} />
      {isWriting ? <BroadcastDialog onClose={() => setIsWriting(false)} /> : null}
    </Page>
  );
}

function BroadcastRow({ broadcast }: { readonly broadcast: BroadcastView }) {
  const texts = adminTexts().notices;
  const may = useAdminMay();
  const { title, text, level, state, startsAt, endsAt, tenants, reached, createdBy } = broadcast;
  const period = texts.lasts(formatDateTime(startsAt), formatDateTime(endsAt));
  const reach = state === 'planned' ? null : texts.reached(reached);
  return (
    <li className="px-4 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 basis-60 font-medium wrap-anywhere">{title}</h2>
        {level === 'info' ? null : <Badge tone={levelTones[level]}>{texts.levels[level]}</Badge>}
        <Badge tone={stateTones[state]} dot>
          {texts.states[state]}
        </Badge>
      </div>
      <p className="mt-1 line-clamp-3 text-sm wrap-anywhere whitespace-pre-line text-text-muted">{text}</p>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-xs text-text-muted">
        <p className="numeric wrap-anywhere">
          {[period, audience(tenants), reach, createdBy].filter((part) => part !== null).join(' · ')}
        </p>
        {state === 'ended' || !may('broadcasts.end') ? null : <EndButton broadcast={broadcast} />}
      </div>
    </li>
  );
}

const SHOWN_NAMES = 3;
function audience(tenants: BroadcastView['tenants']): string {
  if (tenants === null) return adminTexts().notices.everySite;
  const names = tenants.slice(0, SHOWN_NAMES).map(({ name }) => name);
  return tenants.length > SHOWN_NAMES
    ? adminTexts().notices.andMore(names.join(', '), tenants.length - SHOWN_NAMES)
    : names.join(', ');
}

function EndButton({ broadcast: { id, title } }: { readonly broadcast: BroadcastView }) {
  const texts = adminTexts().notices;
  const end = useEndBroadcast();
  return (
    <AlertDialog
      trigger={
        <Button size="sm" variant="ghost" loading={end.isPending}>
          {texts.takeDown}
        </Button>
      }
      title={texts.takeDownTitle}
      description={texts.takeDownText(title)}
      confirmLabel={texts.takeDown}
      onConfirm={() => end.mutate(id, { onError: (error) => toast(texts.stillShown, { description: error.message }) })}
    />
  );
}

const ListSkeleton = () => (
  <Panel>
    <div role="status" aria-label={adminTexts().notices.loading} className="divide-y divide-border">
      {[0, 1, 2].map((index) => (
        <div key={index} className="px-4 py-4">
          <Skeleton className="h-5 w-56 max-w-full" />
          <Skeleton className="mt-2 h-4 w-full" />
          <Skeleton className="mt-2 h-3 w-40" />
        </div>
      ))}
    </div>
  </Panel>
);
