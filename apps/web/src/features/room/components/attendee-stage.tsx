import { Volume2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useDispatch } from 'react-redux';
import { Avatar, Button } from '../../../shared/ui/index.ts';
import { useFaces, useOwnFace } from '../hooks/use-faces.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { type RemoteTrackInfo, roomActions, useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { BackstageNote } from './backstage-note.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { ResendQuestion } from './resend-question.tsx';
import { ScreenNote } from './shared-screen.tsx';
import { useShownMaterial } from './slide-picture.tsx';
import { StageView } from './stage-grid.tsx';
import { VideoTile } from './video-tile.tsx';

/** Only for those whom a full room has no other picture for. */
const Film = lazy(async () => ({ default: (await import('./overflow-view.tsx')).Film }));

/** What an attendee sees while it is live: who is on the stage, themselves among them, or why there is no picture. */
export function AttendeeStage({ session, hostName }: { session: RoomSession; hostName: string }) {
  const dispatch = useDispatch();
  const tracks = useRoom((room) => room.remoteTracks);
  const media = useRoom((room) => room.media);
  const isOnStage = useRoom((room) => room.standing === 'panelist');
  const own = useOwnFace(session);
  const others = useFaces(session);
  const faces = isOnStage ? [...others, own] : others;
  const soundBlocked = useRoom((room) => room.soundBlocked);
  const showing = (source: RemoteTrackInfo['source']) =>
    tracks.find((track) => track.source === source && !track.paused);
  const shown = useShownMaterial(session);
  const layout = useRoom((room) => room.layout);
  const main = showing('camera');
  const overflow = useRoom((room) => room.overflow);
  return (
    <section
      aria-label={roomTexts().stage}
      className="relative grid size-full place-items-center overflow-hidden bg-black"
    >
      {overflow !== null ? (
        <Suspense>
          <Film playlistUrl={overflow} shown={shown} />
        </Suspense>
      ) : shown !== null || isOnStage || faces.length > 1 ? (
        <StageView faces={faces} screen={shown} layout={layout} />
      ) : main === undefined ? (
        <NoPicture
          hostName={others[0]?.name ?? hostName}
          isConnected={media === 'open'}
          hasTracks={tracks.length > 0}
          hasSound={showing('microphone') !== undefined}
        />
      ) : (
        <VideoTile key={main.id} track={session.trackOf(main.id)} label={main.displayName} />
      )}
      <ConnectionPill />
      <BackstageNote />
      <ScreenNote />
      {isOnStage ? <ResendQuestion session={session} /> : null}
      {soundBlocked ? (
        <div className="absolute inset-0 z-10 grid place-items-center bg-black/50 p-4">
          <Button
            variant="primary"
            size="lg"
            autoFocus
            onClick={() => dispatch(roomActions.soundBlockedChanged(false))}
          >
            <Volume2 size={20} aria-hidden="true" />
            {roomTexts().attendee.tapToHear}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

interface NoPictureProps {
  readonly hostName: string;
  readonly isConnected: boolean;
  /** Somebody is on stage, if only muted. */
  readonly hasTracks: boolean;
  readonly hasSound: boolean;
}

function NoPicture({ hostName, isConnected, hasTracks, hasSound }: NoPictureProps) {
  const texts = roomTexts().attendee;
  const text = !isConnected
    ? texts.connecting
    : hasSound
      ? texts.cameraOff(hostName)
      : hasTracks
        ? texts.allOff(hostName)
        : texts.notOnStage(hostName);
  return (
    <div className="flex flex-col items-center gap-4 p-6 text-center text-white">
      <Avatar name={hostName} size="lg" />
      <p role="status" className="max-w-sm text-sm">
        {text}
      </p>
    </div>
  );
}
