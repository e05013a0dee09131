import { Clock } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { cn } from '../../../shared/lib/cn.ts';
import { attachSource } from '../../../shared/lib/hls-source.ts';
import { roomActions, useRoom } from '../slice.ts';
import { roomTexts } from '../texts.ts';

/** After a failure that the player does not mend by itself. */
const AGAIN_MS = 2_000;

interface OverflowViewProps {
  readonly playlistUrl: string;
  readonly label: string;
  /** Too small for a note to lie over it. */
  readonly isSmall: boolean;
}

/** Why it is late. */
const BehindNote = () => (
  <span className="flex items-center gap-2 rounded-full bg-black/75 px-4 py-2 text-center text-sm text-white">
    <Clock size={16} aria-hidden="true" className="shrink-0" />
    {roomTexts().attendee.behind}
  </span>
);

/** What is on the stage of a room that is full, as one film, a few seconds late. */
function OverflowView({ playlistUrl, label, isSmall }: OverflowViewProps) {
  const element = useRef<HTMLVideoElement>(null);
  const dispatch = useDispatch();
  const isBlocked = useRoom((room) => room.soundBlocked);
  const isOff = useRoom((room) => room.soundOff);
  const [attempt, setAttempt] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => {
    const video = element.current;
    if (video === null) return undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const detach = attachSource(video, playlistUrl, 'live', () => {
      retry ??= setTimeout(() => setAttempt(attempt + 1), AGAIN_MS);
    });
    return () => {
      clearTimeout(retry);
      detach();
    };
  }, [playlistUrl, attempt]);
  const play = (): void => {
    element.current?.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError')
        dispatch(roomActions.soundBlockedChanged(true));
    });
  };
  // Without its sound it may play at once; the gesture that clears the block allows the sound, too.
  useEffect(() => {
    void element.current?.play().catch(() => undefined);
  }, [isBlocked]);
  const texts = roomTexts().attendee;
  return (
    <>
      <video
        ref={element}
        playsInline
        muted={isOff || isBlocked}
        aria-label={label}
        onCanPlay={play}
        onPlaying={() => setIsPlaying(true)}
        className="size-full bg-black object-contain"
      />
      {isPlaying ? null : (
        <p role="status" className="absolute max-w-sm p-6 text-center text-sm text-white">
          {texts.connecting}
        </p>
      )}
      {isSmall ? null : (
        <p role="status" className="pointer-events-none absolute inset-x-0 bottom-3 z-10 flex justify-center px-3">
          <BehindNote />
        </p>
      )}
    </>
  );
}

/** The film of a full room; beside a slide where one is shown, which it does not hold. It goes on when that changes. */
export const Film = ({ playlistUrl, shown }: { playlistUrl: string; shown: ReactNode }) => (
  <div className={cn('absolute inset-0', shown !== null && 'flex flex-col gap-2 p-2 lg:flex-row')}>
    {shown === null ? null : <div className="min-h-0 min-w-0 flex-1">{shown}</div>}
    <div
      className={
        shown === null ? 'size-full' : 'flex shrink-0 items-center lg:w-60 lg:flex-col lg:justify-center lg:gap-2'
      }
    >
      <div className={shown === null ? 'size-full' : 'relative aspect-video h-24 shrink-0 lg:h-auto lg:w-full'}>
        <OverflowView key={playlistUrl} playlistUrl={playlistUrl} label={roomTexts().stage} isSmall={shown !== null} />
      </div>
      {shown === null ? null : (
        <p role="status" className="m-0 min-w-0">
          <BehindNote />
        </p>
      )}
    </div>
  </div>
);
