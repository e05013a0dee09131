import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useParams } from 'react-router';
import { ErrorState } from '../../../shared/ui/index.ts';
import { enterByLink } from '../api/entrance.ts';
import { isBanned, isFinalRefusal } from '../api/refusals.ts';
import { InvalidLink, Left, Over, ShutOut } from './attendee-notices.tsx';
import { NotOpen } from './not-open.tsx';
import { RoomSkeleton } from './room-skeleton.tsx';

const Attending = lazy(async () => ({ default: (await import('./attendee-room.tsx')).Attending }));

/** The room behind a personal link: lobby, stage, end. */
export function AttendeePage() {
  const { token = '' } = useParams();
  const [hasLeft, setHasLeft] = useState(false);
  const joined = useQuery({
    queryKey: ['join', token],
    queryFn: () => enterByLink(token),
    // The answer carries tickets that are spent once: it is asked for on entering and by reconnecting, not for freshness.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: (failures, error) => failures < 3 && !isFinalRefusal(error),
  });
  if (hasLeft)
    return (
      <Left
        title={joined.data?.session.title ?? ''}
        onBack={() => void joined.refetch().then(() => setHasLeft(false))}
      />
    );
  if (joined.data) {
    if (joined.data.entry !== 'open') return <NotOpen joined={joined.data} token={token} />;
    return joined.data.session.status === 'ended' ? (
      <Over handouts={joined.data.handouts} {...(joined.data.hasReplay && { replayPath: `/join/${token}/replay` })} />
    ) : (
      <Suspense fallback={<RoomSkeleton />}>
        <Attending joined={joined.data} token={token} onLeave={() => setHasLeft(true)} />
      </Suspense>
    );
  }
  if (!joined.isError) return <RoomSkeleton />;
  if (isBanned(joined.error)) return <ShutOut />;
  return isFinalRefusal(joined.error) ? (
    <InvalidLink />
  ) : (
    <ErrorState error={joined.error} onRetry={() => void joined.refetch()} className="min-h-dvh justify-center" />
  );
}
