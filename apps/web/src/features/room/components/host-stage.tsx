import { CameraOff } from 'lucide-react';
import { useFaces, useOwnFace } from '../hooks/use-faces.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';
import { BackstageNote } from './backstage-note.tsx';
import { ConnectionPill } from './connection-pill.tsx';
import { ResendQuestion } from './resend-question.tsx';
import { ScreenNote } from './shared-screen.tsx';
import { useShownMaterial } from './slide-picture.tsx';
import { StageView } from './stage-grid.tsx';
import { VideoTile } from './video-tile.tsx';

/** What a host sees: the own picture beside those of the others on the stage, and whether anybody else sees it. */
export function HostStage({ session }: { session: RoomSession }) {
  const own = useOwnFace(session);
  const others = useFaces(session);
  const shown = useShownMaterial(session);
  const layout = useRoom((room) => room.layout);
  const texts = roomTexts().host;
  return (
    <section
      aria-label={roomTexts().stage}
      className="relative grid size-full place-items-center overflow-hidden bg-black"
    >
      {shown !== null || others.length > 0 ? (
        <StageView faces={[own, ...others]} screen={shown} layout={layout} />
      ) : own.camera === undefined ? (
        <p className="flex flex-col items-center gap-2 p-6 text-sm text-white">
          <CameraOff size={20} aria-hidden="true" />
          {texts.cameraIsOff}
        </p>
      ) : (
        <VideoTile key={own.camera.id} track={own.camera} label={roomTexts().check.ownPicture} mirrored />
      )}
      <ConnectionPill />
      <BackstageNote />
      <ScreenNote />
      <ResendQuestion session={session} />
    </section>
  );
}
