import { createContext, useContext, useEffect, useRef } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { useSize } from '../hooks/use-size.ts';

/** Hears how large each track is shown, in CSS pixels, and 0 when it is not any more. */
export const ShownContext = createContext<(track: MediaStreamTrack, height: number) => void>(() => undefined);

interface VideoTileProps {
  readonly track: MediaStreamTrack | undefined;
  /** What it shows, for people who cannot see it. */
  readonly label: string;
  /** A mirror is what people expect of their own picture. */
  readonly mirrored?: boolean;
  readonly className?: string;
}

/** The picture of one track; its sound is played elsewhere. */
export function VideoTile({ track, label, mirrored = false, className }: VideoTileProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (video === null || track === undefined) return undefined;
    video.srcObject = new MediaStream([track]);
    // A muted video may always play; an element that is already gone says no, which nobody misses.
    video.play().catch(() => undefined);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  const { height } = useSize(element);
  const onShown = useContext(ShownContext);
  useEffect(() => {
    if (track !== undefined && height > 0) onShown(track, height);
  }, [track, height, onShown]);
  useEffect(() => {
    if (track === undefined) return undefined;
    return () => onShown(track, 0);
  }, [track, onShown]);
  return (
    <video
      ref={element}
      muted
      playsInline
      autoPlay
      aria-label={label}
      className={cn('size-full bg-black object-contain', mirrored && '-scale-x-100', className)}
    />
  );
}
