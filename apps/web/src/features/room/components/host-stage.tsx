import { CameraOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '../../../shared/ui/index.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { ConnectionPill } from './connection-pill.tsx';
import { VideoTile } from './video-tile.tsx';

/** What a host sees: the own picture, and whether anybody else sees it. */
export function HostStage({ session }: { session: RoomSession }) {
  const stream = useSyncExternalStore(session.local.subscribe, session.local.getStream);
  const status = useRoom((room) => room.status);
  const mustResend = useRoom((room) => room.mustResend && room.media === 'open');
  const texts = roomTexts().host;
  const camera = stream?.getVideoTracks().find((track) => track.readyState === 'live');
  return (
    <section
      aria-label={roomTexts().stage}
      className="relative grid size-full place-items-center overflow-hidden bg-black"
    >
      {camera === undefined ? (
        <p className="flex flex-col items-center gap-2 p-6 text-sm text-white">
          <CameraOff size={20} aria-hidden="true" />
          {texts.cameraIsOff}
        </p>
      ) : (
        <VideoTile key={camera.id} track={camera} label={roomTexts().check.ownPicture} mirrored />
      )}
      <ConnectionPill />
      {status === 'scheduled' ? (
        <p className="absolute inset-x-0 bottom-3 flex justify-center px-3">
          <span className="rounded-full bg-black/70 px-4 py-2 text-sm text-white">{texts.onlyYou}</span>
        </p>
      ) : null}
      {mustResend ? (
        <div
          role="alertdialog"
          aria-label={texts.notSeen}
          className="absolute inset-0 z-10 grid place-items-center bg-black/70 p-6 text-center text-white"
        >
          <div>
            <p className="text-lg font-semibold">{texts.wasDisconnected}</p>
            <p className="mt-1 text-sm">{texts.notSeenText}</p>
            <Button variant="primary" size="lg" autoFocus className="mt-5" onClick={() => void session.local.send()}>
              {texts.sendAgain}
            </Button>
          </div>
        </div>
      ) : null}
    </section>
  );
}
