import type { SessionView } from '@stageline/contracts';
import { CircleStop, LogOut, MessageSquare, Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from 'react-router';
import { formatDay, formatTime } from '../../../shared/lib/format.ts';
import { ViewerCurve } from '../../../shared/ui/chart/viewer-curve.tsx';
import { AlertDialog, Button, buttonStyles, toast } from '../../../shared/ui/index.ts';
import { useEndSession, useGoLive } from '../api/room.queries.ts';
import type { DeviceChoice } from '../lib/devices.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { roomActions, useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { Centered } from './centered.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { Control, ControlBar } from './control-bar.tsx';
import { HostHealth } from './host-health.tsx';
import { HostStage } from './host-stage.tsx';
import { MediaControls, sendFailed } from './media-controls.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RoomLayout } from './room-layout.tsx';
import { ShownContext } from './video-tile.tsx';
import { useStageNews } from '../hooks/use-stage-news.ts';

/** Sooner than this before the planned time, going live is more likely a try than a start. */
const EARLY_MS = 30 * 60_000;

interface HostRoomProps {
  readonly session: RoomSession;
  readonly masterclass: SessionView;
  readonly stream: MediaStream | null;
  readonly choice: DeviceChoice;
  readonly onLeave: () => void;
}

/** The host on stage. */
export function HostRoom({ session, masterclass, stream, choice, onLeave }: HostRoomProps) {
  const status = useRoom((room) => room.status);
  const media = useRoom((room) => room.media);
  const isRefused = useRoom((room) => room.connection === 'refused' || room.media === 'refused');
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
      facts={<HostHealth startedAt={masterclass.startedAt} />}
      viewers={<ViewerCurve sessionId={masterclass.id} isLive height={140} />}
      stage={
        <ShownContext value={session.show}>
          <HostStage session={session} />
        </ShownContext>
      }
      chat={<ChatPanel store={session.chat} readOnlyReason={null} />}
      people={<PeoplePanel session={session} />}
      controls={<HostControls session={session} masterclass={masterclass} onLeave={onLeave} />}
    />
  );
}

function HostControls({ session, masterclass, onLeave }: Pick<HostRoomProps, 'session' | 'masterclass' | 'onLeave'>) {
  const { controls, host: texts } = roomTexts();
  const dispatch = useDispatch();
  const status = useRoom((room) => room.status);
  const isReady = useRoom((room) => room.media === 'open');
  // The people lie before it.
  const chatOpen = useRoom((room) => room.chatOpen && !room.peopleOpen);
  const unread = useRoom((room) => room.unreadMessages);
  const [question, setQuestion] = useState<'early' | 'end' | 'leave' | null>(null);
  const goLive = useGoLive(masterclass.id);
  const end = useEndSession(masterclass.id);
  const start = () =>
    goLive.mutate(undefined, {
      onSettled: () => setQuestion(null),
      onError: (error) => toast.error(texts.notLive, { description: error.message }),
    });
  const isEarly = () => Date.parse(masterclass.startsAt) - Date.now() > EARLY_MS;
  return (
    <>
      <ControlBar>
        <MediaControls session={session} />
        {status === 'live' ? (
          <Control icon={CircleStop} label={controls.end} tone="danger" onClick={() => setQuestion('end')} />
        ) : (
          <Control
            icon={Radio}
            label={goLive.isPending ? controls.goingLive : controls.goLive}
            tone="loud"
            disabled={!isReady || goLive.isPending}
            onClick={() => (isEarly() ? setQuestion('early') : start())}
          />
        )}
        <Control
          icon={MessageSquare}
          label={chatOpen ? controls.hideChat : controls.showChat}
          aria-expanded={chatOpen}
          count={unread}
          onClick={() => dispatch(roomActions.chatToggled())}
        />
        <Control
          icon={LogOut}
          label={controls.leave}
          onClick={() => (status === 'live' ? setQuestion('leave') : onLeave())}
        />
      </ControlBar>
      <AlertDialog
        open={question === 'early'}
        onOpenChange={(open) => (open ? undefined : setQuestion(null))}
        title={texts.earlyTitle}
        description={texts.earlyText(formatDay(masterclass.startsAt), formatTime(masterclass.startsAt))}
        confirmLabel={texts.earlyConfirm}
        cancelLabel={texts.notYet}
        loading={goLive.isPending}
        onConfirm={start}
      />
      <AlertDialog
        open={question === 'end'}
        onOpenChange={(open) => (open ? undefined : setQuestion(null))}
        title={texts.endTitle}
        description={texts.endText}
        confirmLabel={texts.endConfirm}
        cancelLabel={texts.goOn}
        danger
        loading={end.isPending}
        onConfirm={() =>
          end.mutate(undefined, {
            onSuccess: () => setQuestion(null),
            onError: (error) => toast.error(texts.notEnded, { description: error.message }),
          })
        }
      />
      <AlertDialog
        open={question === 'leave'}
        onOpenChange={(open) => (open ? undefined : setQuestion(null))}
        title={texts.leaveTitle}
        description={texts.leaveText}
        confirmLabel={texts.leaveConfirm}
        cancelLabel={texts.stay}
        danger
        onConfirm={onLeave}
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
