import { lazy, Suspense, useMemo, useSyncExternalStore } from 'react';
import { Skeleton } from '../../../shared/ui/index.ts';
import { type JoinedRoom, joinRoom, ticketsOf } from '../api/entrance.ts';
import { usePlace } from '../hooks/use-place.ts';
import { useRoomSession } from '../hooks/use-room-session.ts';
import type { RoomSession, RoomSetup } from '../lib/room-session.ts';
import { isAsking } from '../lib/poll-store.ts';
import { firstFrom } from '../lib/ticket-source.ts';
import { useRoom } from '../slice.ts';
import { Elsewhere, InvalidLink, Over, ShutOut, Unsupported } from './attendee-notices.tsx';
import { AttendeeStage } from './attendee-stage.tsx';
import { ChatControl } from './chat-control.tsx';
import { ControlBar } from './control-bar.tsx';
import { Lobby } from './lobby.tsx';
import { LeaveControls, PlaceControls } from './place-controls.tsx';
import { RoomLayout } from './room-layout.tsx';
import { RoomSkeleton } from './room-skeleton.tsx';
import { ShownContext } from './video-tile.tsx';

/** What the picture does not wait for: it comes beside it. */
const beside = () => import('./attendee-beside.ts');
const ChatPanel = lazy(async () => ({ default: (await beside()).ChatPanel }));
const CaptionBand = lazy(async () => ({ default: (await beside()).CaptionBand }));
const CatchUpNote = lazy(async () => ({ default: (await beside()).CatchUpNote }));
const HandoutStrip = lazy(async () => ({ default: (await beside()).HandoutStrip }));
const OfferCards = lazy(async () => ({ default: (await beside()).OfferCards }));
const RisingReactions = lazy(async () => ({ default: (await beside()).RisingReactions }));
const PollCards = lazy(async () => ({ default: (await beside()).PollCards }));
const PollNews = lazy(async () => ({ default: (await beside()).PollNews }));
const ReactControl = lazy(async () => ({ default: (await beside()).ReactControl }));
const StageInvitation = lazy(async () => ({ default: (await beside()).StageInvitation }));

/** A room from the moment in which its link has opened it. */
export function Attending({ joined, token, onLeave }: { joined: JoinedRoom; token: string; onLeave: () => void }) {
  const setup = useMemo((): RoomSetup => {
    const { displayName, identity, session } = joined;
    return {
      role: 'attendee',
      identity,
      isSpeaker: session.status === 'scheduled' && joined.mediaTicket !== null,
      displayName,
      status: session.status,
      viewers: 0,
      fetchTickets: firstFrom(ticketsOf(joined), async () => ticketsOf(await joinRoom(token))),
    };
  }, [joined, token]);
  const session = useRoomSession(setup);
  return session === null ? <RoomSkeleton /> : <AttendeeRoom session={session} joined={joined} onLeave={onLeave} />;
}

function AttendeeRoom({ session, joined, onLeave }: { session: RoomSession; joined: JoinedRoom; onLeave: () => void }) {
  const status = useRoom((room) => room.status);
  const media = useRoom((room) => room.media);
  const banned = useRoom((room) => room.banned);
  const isRefused = useRoom((room) => room.connection === 'refused' || room.media === 'refused');
  const place = usePlace(session);
  const { runs, own } = useSyncExternalStore(session.polls.subscribe, session.polls.getSnapshot);
  if (status === 'ended') return <Over />;
  if (banned) return <ShutOut />;
  if (isRefused) return <InvalidLink />;
  if (media === 'replaced') return <Elsewhere onBack={() => session.takeBack()} />;
  if (media === 'unsupported') return <Unsupported />;
  return (
    <RoomLayout
      title={joined.session.title}
      stage={
        status === 'live' || place.standing === 'panelist' ? (
          <ShownContext value={session.show}>
            <AttendeeStage session={session} hostName={joined.site.profile.promoterName} />
          </ShownContext>
        ) : (
          <Lobby joined={joined} />
        )
      }
      reactions={
        <Suspense>
          <RisingReactions store={session.reactions} />
        </Suspense>
      }
      captions={
        <Suspense>
          <CaptionBand store={session.captions} />
        </Suspense>
      }
      chat={
        <Suspense fallback={<Skeleton className="size-full rounded-none" />}>
          <ChatPanel store={session.chat} readOnlyReason={null} />
        </Suspense>
      }
      cards={
        <Suspense>
          <HandoutStrip store={session.materials} />
          <OfferCards store={session.offers} />
        </Suspense>
      }
      news={
        joined.session.status === 'live' ? (
          <Suspense>
            <CatchUpNote session={session} />
          </Suspense>
        ) : null
      }
      prompt={
        runs.length > 0 ? (
          <Suspense>
            <PollCards store={session.polls} />
          </Suspense>
        ) : null
      }
      promptFirst={isAsking(runs, own)}
      controls={
        <>
          <ControlBar>
            <PlaceControls session={session} place={place} />
            <Suspense>
              <ReactControl store={session.reactions} />
            </Suspense>
            <ChatControl />
            <LeaveControls session={session} place={place} onLeave={onLeave} />
          </ControlBar>
          <Suspense>
            <PollNews store={session.polls} />
            <StageInvitation session={session} place={place} hostName={joined.site.profile.promoterName} />
          </Suspense>
        </>
      }
    />
  );
}
