import { ScreenShare } from 'lucide-react';
import { useRoom } from '../slice.ts';
import { stageTexts } from '../stage-texts.ts';
import { roomTexts } from '../texts.ts';
import { VideoTile } from './video-tile.tsx';

interface SharedScreenProps {
  readonly screen: { readonly id: string; readonly name: string; readonly track: MediaStreamTrack | undefined };
}

/** The whole of a screen that somebody shows: nothing of it is cut off. */
export const SharedScreen = ({ screen }: SharedScreenProps) => (
  <VideoTile key={screen.id} track={screen.track} label={roomTexts().attendee.screenOf(screen.name)} />
);

/** Says to whoever shows a screen that the others see it; a picture of it here would be a picture of itself. */
export function ScreenNote() {
  const isShown = useRoom((room) => room.sending.includes('screen'));
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center px-3 empty:hidden"
    >
      {isShown ? (
        <span className="flex items-center gap-2 rounded-full bg-black/70 px-4 py-2 text-sm text-white">
          <ScreenShare size={16} aria-hidden="true" />
          {stageTexts().controls.showing}
        </span>
      ) : null}
    </p>
  );
}
