import { useEffect } from 'react';
import { tellProgress } from '../api/replay.queries.ts';
import { createPlayedRanges } from '../lib/played-ranges.ts';

const TELL_MS = 10_000;

interface Watched {
  readonly video: HTMLVideoElement | null;
  readonly grant: string;
  /** False where nobody counts, as for a member of the team. */
  readonly counted: boolean;
  /** Told where the viewer is, from time to time. */
  readonly onPosition: (positionMs: number) => void;
}

/** Tells the server what is played, every ten seconds and when the page is left. */
export function useWatched({ video, grant, counted, onPosition }: Watched): void {
  useEffect(() => {
    if (video === null || !counted) return undefined;
    const played = createPlayedRanges();
    const note = () => {
      if (!video.paused && !video.seeking) played.at(video.currentTime * 1000, video.playbackRate);
    };
    const interrupt = () => played.interrupted();
    const tell = async () => {
      const ranges = played.take();
      if (ranges.length === 0) return;
      const positionMs = Math.round(video.currentTime * 1000);
      onPosition(positionMs);
      if (!(await tellProgress(grant, { positionMs, ranges }))) played.giveBack(ranges);
    };
    const pause = () => {
      note();
      interrupt();
      void tell();
    };
    const hide = () => {
      if (document.visibilityState === 'hidden') void tell();
    };
    const timer = setInterval(() => void tell(), TELL_MS);
    video.addEventListener('timeupdate', note);
    video.addEventListener('seeking', interrupt);
    video.addEventListener('pause', pause);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('pagehide', hide);
    return () => {
      clearInterval(timer);
      video.removeEventListener('timeupdate', note);
      video.removeEventListener('seeking', interrupt);
      video.removeEventListener('pause', pause);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', hide);
      void tell();
    };
  }, [video, grant, counted, onPosition]);
}
