import type { SessionView } from '@stageline/contracts';
import { CircleStop, LogOut, Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { ViewerCurve } from '../../../shared/ui/chart/viewer-curve.tsx';
import { Button, buttonStyles, Popover } from '../../../shared/ui/index.ts';
import { usePlace } from '../hooks/use-place.ts';
import type { DeviceChoice } from '../lib/devices.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { mayDirect, useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';
import { AttendeeStage } from './attendee-stage.tsx';
import { Centered } from './centered.tsx';
import { CaptionControl } from './caption-control.tsx';
import { CaptionBand, CaptionTrouble, HostCaptionControl } from './captions.tsx';
import { ChatControl } from './chat-control.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { Control, ControlBar } from './control-bar.tsx';
import { EngagePanel } from './engage-panel.tsx';
import { HandoutStrip } from './handout-strip.tsx';
import { HostHealth } from './host-health.tsx';
import { HostQuestions } from './host-questions.tsx';
import { HostStage } from './host-stage.tsx';
import { LayoutControl } from './layout-control.tsx';
import { MediaControls, sendFailed } from './media-controls.tsx';
import { OfferCards } from './offer-cards.tsx';
import { MoreControls } from './more-controls.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { LeaveControls, PlaceControls } from './place-controls.tsx';
import { ReactControl } from './react-control.tsx';
import { RisingReactions } from './reactions.tsx';
import { RecordingControl, RecordingTrouble } from './recording-control.tsx';
import { AsideButtons } from './aside-buttons.tsx';
import { RoomLayout, ViewerCount } from './room-layout.tsx';
import { Sound } from './sound.tsx';
import { StageInvitation } from './stage-invitation.tsx';
import { ShownContext } from './video-tile.tsx';
import { useStageNews } from '../hooks/use-stage-news.ts';

interface HostRoomProps {
  readonly session: RoomSession;
  readonly masterclass: SessionView;
  readonly stream: MediaStream | null;
  readonly choice: DeviceChoice;
  readonly onLeave: () => void;
}

/** The room of the team: on the stage for hosts and co-hosts, before it for moderators. */
export function HostRoom({ session, masterclass, stream, choice, onLeave }: HostRoomProps) {
  const status = useRoom((room) => room.status);
  const media = useRoom((room) => room.media);
  const isRefused = useRoom((room) => room.connection === 'refused' || room.media === 'refused');
  const directs = useRoom(mayDirect);
  const isHost = useRoom((room) => room.role === 'host');
  useEffect(() => {
    if (stream !== null) session.local.take(stream, choice).catch((error: unknown) => sendFailed(error));
  }, [session, stream, choice]);
  useStageNews(session.people);
  if (status === 'ended') return <Finished sessionId={masterclass.id} />;
  if (isRefused) return <NoEntry />;
  if (media === 'replaced') return <Elsewhere onBack={() => session.takeBack()} />;
  return (
    <RoomLayout
      title={masterclass.title}
      facts={directs ? <HostHealth startedAt={masterclass.startedAt} /> : null}
      // Those who only help may not read the numbers of the masterclass.
      viewers={isHost ? <ViewersPopover sessionId={masterclass.id} /> : undefined}
      news={
        isHost ? (
          <>
            <RecordingTrouble sessionId={masterclass.id} />
            <CaptionTrouble store={session.captions} />
          </>
        ) : null
      }
      stage={
        <ShownContext value={session.show}>
          {directs ? (
            <HostStage session={session} />
          ) : (
            <AttendeeStage session={session} hostName={stageTexts().backstage.team} />
          )}
        </ShownContext>
      }
      reactions={<RisingReactions store={session.reactions} />}
      captions={<CaptionBand store={session.captions} />}
      chat={<ChatPanel store={session.chat} readOnlyReason={null} />}
      people={<PeoplePanel session={session} sessionId={masterclass.id} />}
      asideButtons={<AsideButtons withEngage={directs} />}
      engage={directs ? <EngagePanel session={session} sessionId={masterclass.id} /> : undefined}
      cards={
        <>
          <HandoutStrip store={session.materials} />
          <OfferCards store={session.offers} forHost={directs} />
        </>
      }
      controls={
        directs ? (
          <HostControls session={session} masterclass={masterclass} onLeave={onLeave} />
        ) : (
          <ModeratorControls session={session} onLeave={onLeave} />
        )
      }
    />
  );
}

/** The curve of the viewers, behind their number. */
const ViewersPopover = ({ sessionId }: { readonly sessionId: SessionView['id'] }) => (
  <Popover
    label={roomTexts().viewers}
    align="end"
    trigger={
      <button
        type="button"
        title={roomTexts().viewers}
        className="numeric -mx-1 flex h-11 min-w-11 items-center justify-center gap-1.5 rounded-md px-2 text-sm text-text-muted transition-colors hover:bg-muted"
      >
        <ViewerCount />
      </button>
    }
  >
    <ViewerCurve sessionId={sessionId} isLive height={140} />
  </Popover>
);

/** What a moderator switches: as an attendee who may be asked onto the stage. */
function ModeratorControls({ session, onLeave }: Pick<HostRoomProps, 'session' | 'onLeave'>) {
  const place = usePlace(session);
  return (
    <>
      <ControlBar>
        <PlaceControls session={session} place={place} />
        <ReactControl store={session.reactions} />
        <ChatControl />
        <LeaveControls session={session} place={place} onLeave={onLeave} />
      </ControlBar>
      <StageInvitation session={session} place={place} hostName={stageTexts().backstage.team} />
    </>
  );
}

type Question = 'live' | 'end' | 'leave';

function HostControls({ session, masterclass, onLeave }: Pick<HostRoomProps, 'session' | 'masterclass' | 'onLeave'>) {
  const { controls } = roomTexts();
  const status = useRoom((room) => room.status);
  const isReady = useRoom((room) => room.media === 'open');
  const isHost = useRoom((room) => room.role === 'host');
  // Alone, there is nothing to choose.
  const others = useRoom((room) => room.remoteTracks.length > 0);
  const [question, setQuestion] = useState<Question | null>(null);
  return (
    <>
      <Sound session={session} isMuted={false} />
      <ControlBar>
        <MediaControls session={session} />
        <ReactControl store={session.reactions} />
        <ChatControl />
        {status === 'scheduled' ? (
          <Control
            icon={Radio}
            label={controls.goLive}
            tone="loud"
            disabled={!isReady}
            onClick={() => setQuestion('live')}
          />
        ) : isHost ? (
          <Control icon={CircleStop} label={controls.end} tone="danger" onClick={() => setQuestion('end')} />
        ) : null}
        <MoreControls>
          {others ? <LayoutControl session={session} /> : null}
          {isHost ? <RecordingControl masterclass={masterclass} /> : null}
          {isHost ? (
            <HostCaptionControl store={session.captions} sessionId={masterclass.id} />
          ) : (
            <CaptionControl store={session.captions} />
          )}
          <Control
            icon={LogOut}
            label={controls.leave}
            onClick={() => (status === 'live' ? setQuestion('leave') : onLeave())}
          />
        </MoreControls>
      </ControlBar>
      <HostQuestions
        masterclass={masterclass}
        question={question}
        onClose={() => setQuestion(null)}
        onLeave={onLeave}
      />
    </>
  );
}

const Finished = ({ sessionId }: { sessionId: string }) => (
  <Centered
    icon={<CircleStop size={20} />}
    title={roomTexts().host.finished}
    actions={
      <Link to={`/dashboard/sessions/${sessionId}`} className={buttonStyles({ variant: 'primary' })}>
        {roomTexts().host.seeAttended}
      </Link>
    }
  >
    {roomTexts().host.finishedText}
  </Centered>
);
const NoEntry = () => (
  <Centered
    title={roomTexts().host.noEntry}
    actions={
      <a href="/log-in" className={buttonStyles({ variant: 'primary' })}>
        {roomTexts().host.logInAgain}
      </a>
    }
  >
    {roomTexts().host.noEntryText}
  </Centered>
);
const Elsewhere = ({ onBack }: { onBack: () => void }) => (
  <Centered
    title={roomTexts().elsewhere}
    actions={
      <Button variant="primary" onClick={onBack}>
        {roomTexts().host.hostHere}
      </Button>
    }
  >
    {roomTexts().host.oneWindow}
  </Centered>
);
