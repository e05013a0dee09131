import type { ReplayEntry } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Clapperboard } from 'lucide-react';
import { Link, useParams } from 'react-router';
import {
  buttonStyles,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  PageTitle,
  Panel,
  Skeleton,
} from '../../../shared/ui/index.ts';
import { replaysQuery } from '../api/replay.queries.ts';
import { replayTexts } from '../texts.ts';
import { ReplayCard } from './replay-card.tsx';

/** The replays of a masterclass: watched beforehand, published, with who has seen them. */
export function ManagePage() {
  const { sessionId = '' } = useParams();
  const replays = useQuery(replaysQuery(sessionId));
  const texts = replayTexts().manage;
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <Link
        to={`/dashboard/sessions/${sessionId}`}
        className={`${buttonStyles({ variant: 'ghost', size: 'sm' })} -ms-3 mb-3`}
      >
        <ArrowLeft size={16} aria-hidden="true" />
        {texts.back}
      </Link>
      {replays.data ? (
        <Replays items={replays.data.items} />
      ) : replays.isError ? (
        <ErrorState error={replays.error} onRetry={() => void replays.refetch()} />
      ) : (
        <div role="status" aria-label={texts.loading}>
          <Skeleton className="h-8 w-72 max-w-full" />
          <Skeleton className="mt-6 aspect-video w-full rounded-lg" />
        </div>
      )}
    </Page>
  );
}

function Replays({ items }: { readonly items: readonly ReplayEntry[] }) {
  const texts = replayTexts().manage;
  const title = items[0]?.title ?? texts.title;
  return (
    <div className="animate-fade">
      <PageHeader title={title} description={texts.title} />
      {items.length === 0 ? (
        <Panel>
          <EmptyState icon={<Clapperboard size={20} />} title={texts.emptyTitle}>
            {texts.empty}
          </EmptyState>
        </Panel>
      ) : (
        <div className="flex flex-col gap-12">
          {items.map((replay) => (
            <ReplayCard key={replay.id} replay={replay} />
          ))}
        </div>
      )}
    </div>
  );
}
