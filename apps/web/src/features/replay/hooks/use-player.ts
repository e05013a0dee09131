import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { attachSource } from '../../../shared/lib/hls-source.ts';

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

export interface PlayerState {
  readonly isPlaying: boolean;
  /** Wants to play and has nothing to play yet. */
  readonly isWaiting: boolean;
  readonly hasBegun: boolean;
  readonly positionMs: number;
  readonly bufferedMs: number;
  readonly rate: number;
  readonly isMuted: boolean;
}

const AT_REST: PlayerState = {
  isPlaying: false,
  isWaiting: false,
  hasBegun: false,
  positionMs: 0,
  bufferedMs: 0,
  rate: 1,
  isMuted: false,
};

const EVENTS = [
  ...['timeupdate', 'play', 'playing', 'pause', 'waiting', 'seeking', 'seeked', 'progress', 'ended'],
  ...['ratechange', 'volumechange', 'loadedmetadata'],
] as const;

function stateOf(video: HTMLVideoElement, before: PlayerState): PlayerState {
  const { buffered } = video;
  const isPlaying = !video.paused && !video.ended;
  return {
    isPlaying,
    isWaiting: isPlaying && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
    hasBegun: before.hasBegun || isPlaying,
    // Before the first data the place is where it will begin.
    positionMs: video.readyState === 0 ? before.positionMs : video.currentTime * 1000,
    bufferedMs: buffered.length === 0 ? 0 : buffered.end(buffered.length - 1) * 1000,
    rate: video.playbackRate,
    isMuted: video.muted,
  };
}

export interface PlayerSource {
  readonly url: string;
  readonly startMs: number;
  readonly durationMs: number;
  /** The address plays no more: another one is needed. */
  readonly onLost: () => void;
}

/** A film and the words to it: play, go to, faster, louder. */
export function usePlayer({ url, startMs, durationMs, onLost }: PlayerSource) {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<PlayerState>({ ...AT_REST, positionMs: startMs });
  /** Where it goes on when it gets another address. */
  const resume = useRef({ ms: startMs, isPlaying: false });
  const lost = useRef(onLost);
  useEffect(() => void (lost.current = onLost), [onLost]);

  useEffect(() => {
    if (video === null) return undefined;
    const update = () => {
      if (video.readyState > 0) resume.current = { ms: video.currentTime * 1000, isPlaying: !video.paused };
      setState((before) => stateOf(video, before));
    };
    for (const event of EVENTS) video.addEventListener(event, update);
    const { ms, isPlaying } = resume.current;
    const detach = attachSource(video, url, ms, () => lost.current());
    if (isPlaying) void video.play().catch(() => undefined);
    return () => {
      for (const event of EVENTS) video.removeEventListener(event, update);
      detach();
    };
  }, [video, url]);

  const seek = useCallback(
    (ms: number) => {
      const to = Math.max(0, Math.min(ms, durationMs));
      resume.current = { ...resume.current, ms: to };
      setState((before) => ({ ...before, positionMs: to }));
      if (video !== null) video.currentTime = to / 1000;
    },
    [video, durationMs],
  );
  const act = useMemo(
    () => ({
      seek,
      toggle: () => {
        if (video === null) return;
        if (video.paused || video.ended) void video.play().catch(() => undefined);
        else video.pause();
      },
      play: () => void video?.play().catch(() => undefined),
      by: (ms: number) => seek((video?.currentTime ?? 0) * 1000 + ms),
      setRate: (rate: number) => {
        if (video !== null) video.playbackRate = rate;
      },
      toggleMuted: () => {
        if (video !== null) video.muted = !video.muted;
      },
    }),
    [video, seek],
  );
  return { video, setVideo, state, act };
}
export type Player = ReturnType<typeof usePlayer>;
