import { useQuery } from '@tanstack/react-query';
import { Ban, CalendarCheck, LinkIcon, LogOut, MonitorX, UsersRound } from 'lucide-react';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { Link, useParams } from 'react-router';
import { Button, buttonStyles, ErrorState, Skeleton } from '../../../shared/ui/index.ts';
import { enterByLink, type JoinedRoom, joinRoom, ticketsOf } from '../api/entrance.ts';
import { isBanned, isFinalRefusal } from '../api/room.queries.ts';
import { useRoomSession } from '../hooks/use-room-session.ts';
import type { RoomSession, RoomSetup } from '../lib/room-session.ts';
import { materialTexts } from '../material-texts.ts';
import { firstFrom } from '../lib/ticket-source.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { usePlace } from '../hooks/use-place.ts';
import { AttendeeStage } from './attendee-stage.tsx';
import { CaptionBand } from './captions.tsx';
import { CatchUpNote } from './catch-up-note.tsx';
import { Centered } from './centered.tsx';
import { NotOpen } from './not-open.tsx';
import { ChatControl } from './chat-control.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { ControlBar } from './control-bar.tsx';
import { HandoutList, HandoutStrip } from './handout-strip.tsx';
import { OfferCards } from './offer-cards.tsx';
import { isAsking, PollCards, PollNews } from './poll-cards.tsx';
import { ReactControl, RisingReactions } from './reactions.tsx';
import { StageInvitation } from './stage-invitation.tsx';
import { Lobby } from './lobby.tsx';
import { LeaveControls, PlaceControls } from './place-controls.tsx';
import { RoomLayout } from './room-layout.tsx';
import { ShownContext } from './video-tile.tsx';

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
      <Attending joined={joined.data} token={token} onLeave={() => setHasLeft(true)} />
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

function Attending({ joined, token, onLeave }: { joined: JoinedRoom; token: string; onLeave: () => void }) {
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
      reactions={<RisingReactions store={session.reactions} />}
      captions={<CaptionBand store={session.captions} />}
      chat={<ChatPanel store={session.chat} readOnlyReason={null} />}
      cards={
        <>
          <HandoutStrip store={session.materials} />
          <OfferCards store={session.offers} />
        </>
      }
      news={joined.session.status === 'live' ? <CatchUpNote session={session} /> : null}
      prompt={runs.length > 0 ? <PollCards store={session.polls} /> : null}
      promptFirst={isAsking(runs, own)}
      controls={
        <>
          <ControlBar>
            <PlaceControls session={session} place={place} />
            <ReactControl store={session.reactions} />
            <ChatControl />
            <LeaveControls session={session} place={place} onLeave={onLeave} />
          </ControlBar>
          <PollNews store={session.polls} />
          <StageInvitation session={session} place={place} hostName={joined.site.profile.promoterName} />
        </>
      }
    />
  );
}

const RoomSkeleton = () => (
  <div role="status" aria-label={roomTexts().opening} className="flex h-dvh flex-col">
    <div className="flex h-14 items-center border-b border-border px-4">
      <Skeleton className="h-5 w-56 max-w-full" />
    </div>
    <div className="grid min-h-0 flex-1 grid-rows-2 lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-1">
      <Skeleton className="size-full rounded-none" />
      <div className="border-border lg:border-s" />
    </div>
    <div className="h-18 border-t border-border" />
  </div>
);

const ToSite = () => (
  <a href="/" className={buttonStyles({})}>
    {roomTexts().attendee.toSite}
  </a>
);

const InvalidLink = () => (
  <Centered icon={<LinkIcon size={20} />} title={roomTexts().attendee.invalid} actions={<ToSite />}>
    {roomTexts().attendee.invalidText}
  </Centered>
);
const ShutOut = () => (
  <Centered icon={<Ban size={20} />} title={roomTexts().attendee.banned} actions={<ToSite />}>
    {roomTexts().attendee.bannedText}
  </Centered>
);
/**
 * @param replayPath where it can be seen again
 * @param handouts what was given to those who were there
 */
const Over = ({ replayPath, handouts = [] }: { replayPath?: string; handouts?: JoinedRoom['handouts'] }) => (
  <Centered
    icon={<CalendarCheck size={20} />}
    title={roomTexts().isOver}
    actions={
      <>
        {replayPath === undefined ? null : (
          <Link to={replayPath} className={buttonStyles({ variant: 'primary' })}>
            {roomTexts().attendee.watchReplay}
          </Link>
        )}
        <ToSite />
      </>
    }
  >
    {roomTexts().attendee.thanks}
    {handouts.length === 0 ? null : (
      <section aria-label={materialTexts().handouts} className="mt-6 text-start text-text">
        <h2 className="mb-2 text-sm font-semibold">{materialTexts().handouts}</h2>
        <HandoutList handouts={handouts} />
      </section>
    )}
  </Centered>
);
const Left = ({ title, onBack }: { title: string; onBack: () => void }) => (
  <Centered
    icon={<LogOut size={20} />}
    title={roomTexts().attendee.left}
    actions={
      <>
        <Button variant="primary" onClick={onBack}>
          {roomTexts().attendee.comeBack}
        </Button>
        <ToSite />
      </>
    }
  >
    {title === '' ? roomTexts().attendee.linkValid : roomTexts().attendee.linkToValid(title)}
  </Centered>
);
const Elsewhere = ({ onBack }: { onBack: () => void }) => (
  <Centered
    icon={<UsersRound size={20} />}
    title={roomTexts().elsewhere}
    actions={
      <Button variant="primary" onClick={onBack}>
        {roomTexts().attendee.watchHere}
      </Button>
    }
  >
    {roomTexts().attendee.oneWindow}
  </Centered>
);
const Unsupported = () => (
  <Centered icon={<MonitorX size={20} />} title={roomTexts().attendee.unsupported} actions={<ToSite />}>
    {roomTexts().attendee.unsupportedText}
  </Centered>
);
