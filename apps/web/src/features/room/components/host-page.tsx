import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Navigate, useLocation, useNavigate, useParams } from 'react-router';
import { CalendarCheck } from 'lucide-react';
import { Link } from 'react-router';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { buttonStyles, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { isFinalRefusal } from '../api/refusals.ts';
import { type OpenedRoom, openRoom } from '../api/room.queries.ts';
import { useRoomSession } from '../hooks/use-room-session.ts';
import type { DeviceChoice } from '../lib/devices.ts';
import type { RoomSetup } from '../lib/room-session.ts';
import { roomTexts } from '../texts.ts';
import { Centered } from './centered.tsx';
import { DeviceCheck } from './device-check.tsx';
import { HostRoom } from './host-room.tsx';
import { ObserverRoom } from './observer-room.tsx';

/** What the device check hands over to the room. */
interface Equipment {
  readonly stream: MediaStream | null;
  readonly choice: DeviceChoice;
}
/** Of somebody who sends nothing yet; the same each time, so that it is handed over once. */
const NOTHING: Equipment = { stream: null, choice: {} };

/** The room of the team: for whoever sends, a check of camera and microphone, then the stage. */
export function HostPage() {
  const { sessionId = '' } = useParams();
  const { pathname } = useLocation();
  const [equipment, setEquipment] = useState<Equipment | null>(null);
  const opened = useQuery({
    queryKey: ['room', sessionId],
    queryFn: () => openRoom(sessionId),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: (failures, error) => failures < 3 && !isFinalRefusal(error),
  });
  if (opened.data) {
    if (opened.data.session.status === 'ended') return <Ended opened={opened.data} />;
    if (equipment === null && ['host', 'cohost'].includes(opened.data.role))
      return (
        <DeviceCheck session={opened.data.session} onEnter={(stream, choice) => setEquipment({ stream, choice })} />
      );
    return <Hosting opened={opened.data} equipment={equipment ?? NOTHING} />;
  }
  if (!opened.isError) return <CheckSkeleton />;
  if (opened.error instanceof ApiProblem && opened.error.status === 401)
    return <Navigate to={`/log-in?next=${encodeURIComponent(pathname)}`} replace />;
  return (
    <ErrorState
      error={opened.error}
      title={roomTexts().host.notOpened}
      onRetry={() => void opened.refetch()}
      className="min-h-dvh justify-center"
    />
  );
}

function Hosting({ opened, equipment }: { opened: OpenedRoom; equipment: Equipment }) {
  const navigate = useNavigate();
  const setup = useMemo((): RoomSetup => {
    const { displayName, identity, role, session } = opened;
    return {
      role,
      identity,
      displayName,
      status: session.status,
      viewers: session.viewers,
      fetchTickets: () => openRoom(session.id),
    };
  }, [opened]);
  const session = useRoomSession(setup);
  if (session === null) return <CheckSkeleton />;
  if (opened.role === 'observer')
    return <ObserverRoom session={session} title={opened.session.title} onLeave={() => void navigate('/dashboard')} />;
  return (
    <HostRoom
      session={session}
      masterclass={opened.session}
      stream={equipment.stream}
      choice={equipment.choice}
      // The page of a masterclass is for those who may host one.
      onLeave={() => void navigate(opened.role === 'host' ? `/dashboard/sessions/${opened.session.id}` : '/dashboard')}
    />
  );
}

const Ended = ({ opened }: { opened: OpenedRoom }) => (
  <Centered
    icon={<CalendarCheck size={20} />}
    title={roomTexts().isOver}
    actions={
      <Link to={`/dashboard/sessions/${opened.session.id}`} className={buttonStyles({ variant: 'primary' })}>
        {roomTexts().host.seeAttended}
      </Link>
    }
  >
    {roomTexts().host.notAgain}
  </Centered>
);

const CheckSkeleton = () => (
  <div
    role="status"
    aria-label={roomTexts().opening}
    className="mx-auto grid min-h-dvh w-full max-w-2xl content-center gap-8 p-4 sm:p-8 lg:grid-cols-[3fr_2fr]"
  >
    <Skeleton className="aspect-video w-full rounded-lg" />
    <div>
      <Skeleton className="h-8 w-64 max-w-full" />
      <Skeleton className="mt-6 h-11 w-full" />
      <Skeleton className="mt-4 h-11 w-full" />
    </div>
  </div>
);
