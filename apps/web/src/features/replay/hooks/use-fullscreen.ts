import { useEffect, useMemo, useState, type RefObject } from 'react';

/** A phone from Apple fills its screen with the video alone. */
type AppleVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

export interface Fullscreen {
  readonly isFull: boolean;
  readonly toggle: () => void;
}

/** Lets the player fill the screen, and says whether it does. */
export function useFullscreen(frame: RefObject<HTMLElement | null>, video: HTMLVideoElement | null): Fullscreen {
  const [isFull, setIsFull] = useState(false);
  useEffect(() => {
    const look = () => setIsFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return useMemo(
    () => ({
      isFull,
      toggle: () => {
        if (document.fullscreenElement !== null) void document.exitFullscreen();
        else if (frame.current?.requestFullscreen !== undefined)
          void frame.current.requestFullscreen().catch(() => undefined);
        else (video as AppleVideo | null)?.webkitEnterFullscreen?.();
      },
    }),
    [isFull, frame, video],
  );
}
