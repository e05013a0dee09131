import type { ReplayView } from '@stageline/contracts';
import { Play, RotateCcw } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { formatSeconds } from '../../../shared/lib/time-in-words.ts';
import { Button } from '../../../shared/ui/index.ts';
import { Spinner } from '../../../shared/ui/spinner.tsx';
import { useCaptions } from '../hooks/use-captions.ts';
import { useFullscreen } from '../hooks/use-fullscreen.ts';
import type { Player } from '../hooks/use-player.ts';
import { usePlayerKeys } from '../hooks/use-player-keys.ts';
import { useQuiet } from '../hooks/use-quiet.ts';
import { clockText } from '../lib/clock-text.ts';
import { replayTexts } from '../texts.ts';
import { PlayerBar } from './player-bar.tsx';

interface PlayerFrameProps {
  readonly player: Player;
  readonly replay: ReplayView;
  readonly startMs: number;
  readonly isLost: boolean;
  readonly isGivenUp: boolean;
  readonly onAgain: () => void;
}

/** A cut is told for so long. */
const CUT_TOLD_MS = 6000;

/** The film with its controls over it. */
export function PlayerFrame({ player, replay, startMs, isLost, isGivenUp, onAgain }: PlayerFrameProps) {
  const { state, act, video, setVideo } = player;
  const frame = useRef<HTMLDivElement>(null);
  const fullscreen = useFullscreen(frame, video);
  const captions = useCaptions(video, replay.captions.length > 0);
  const quiet = useQuiet(state.isPlaying);
  const keys = useMemo(
    () => ({
      toggle: act.toggle,
      by: act.by,
      toggleMuted: act.toggleMuted,
      toggleFullscreen: fullscreen.toggle,
      toggleCaptions: captions.toggle,
    }),
    [act, fullscreen.toggle, captions.toggle],
  );
  usePlayerKeys(keys);
  // What failed is asked for again by itself, a few times.
  useEffect(() => {
    if (isLost && !isGivenUp) onAgain();
  }, [isLost, isGivenUp, onAgain]);
  return (
    <div
      ref={frame}
      role="group"
      aria-label={replayTexts().player.label}
      onPointerMove={quiet.stir}
      className={cn(
        'group/player relative flex aspect-video max-h-[calc(100dvh-6rem)] w-full flex-col overflow-hidden bg-black lg:rounded-lg',
        quiet.isQuiet && 'cursor-none',
      )}
    >
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- where there are captions, they are tracks below */}
      <video
        ref={setVideo}
        playsInline
        preload="metadata"
        className="absolute inset-0 size-full object-contain"
        onClick={() => (quiet.isQuiet ? quiet.stir() : act.toggle())}
      >
        {replay.captions.map(({ language, label, url }) => (
          <track key={url} kind="captions" srcLang={language} label={label} src={url} />
        ))}
      </video>
      <Overlay {...{ player, startMs, isLost, isGivenUp, onAgain }} />
      <CutNote cuts={replay.cuts} positionMs={state.positionMs} isPlaying={state.isPlaying} />
      <PlayerBar player={player} replay={replay} fullscreen={fullscreen} captions={captions} isQuiet={quiet.isQuiet} />
    </div>
  );
}

function Overlay({ player, startMs, isLost, isGivenUp, onAgain }: Omit<PlayerFrameProps, 'replay'>) {
  const { state, act } = player;
  const texts = replayTexts().player;
  if (isLost) {
    return (
      <div role="status" className="absolute inset-0 grid place-items-center bg-black/70 p-6 text-center text-white">
        <div>
          <p className="text-base font-semibold">{isGivenUp ? texts.lost : texts.interrupted}</p>
          {isGivenUp ? (
            <Button className="mt-4" onClick={onAgain}>
              {texts.tryAgain}
            </Button>
          ) : (
            <p className="mt-1 text-sm opacity-80">{texts.interruptedText}</p>
          )}
        </div>
      </div>
    );
  }
  if (!state.hasBegun) {
    return (
      <div className="pointer-events-none absolute inset-0 grid place-items-center">
        <div className="flex flex-col items-center gap-3">
          <button
            type="button"
            aria-label={texts.play}
            onClick={act.toggle}
            className="pointer-events-auto grid size-18 place-items-center rounded-full bg-primary text-on-primary shadow-overlay transition-[background-color,scale] duration-150 hover:bg-primary-hover active:scale-95"
          >
            <Play size={32} className="translate-x-0.5 fill-current" aria-hidden="true" />
          </button>
          {startMs > 0 && state.positionMs > 0 ? (
            <p className="pointer-events-auto flex items-center gap-2 rounded-full bg-black/70 py-1 ps-4 pe-1 text-sm text-white">
              {texts.continues(clockText(startMs))}
              <button
                type="button"
                onClick={() => act.seek(0)}
                className="tap-target flex h-9 items-center gap-1.5 rounded-full px-3 font-medium hover:bg-white/15"
              >
                <RotateCcw size={16} aria-hidden="true" />
                {texts.startOver}
              </button>
            </p>
          ) : null}
        </div>
      </div>
    );
  }
  return state.isWaiting ? (
    <div className="pointer-events-none absolute inset-0 grid place-items-center text-white">
      <Spinner />
    </div>
  ) : null;
}

/** Says that something is missing, where it is. */
function CutNote({
  cuts,
  positionMs,
  isPlaying,
}: {
  readonly cuts: ReplayView['cuts'];
  readonly positionMs: number;
  readonly isPlaying: boolean;
}) {
  const cut = isPlaying ? cuts.find(({ atMs }) => positionMs >= atMs && positionMs < atMs + CUT_TOLD_MS) : undefined;
  return (
    <p
      role="status"
      className={cn(
        'pointer-events-none absolute inset-x-0 top-3 mx-auto w-fit max-w-[90%] rounded-full bg-black/70 px-4 py-1.5 text-sm text-white transition-opacity',
        cut === undefined && 'opacity-0',
      )}
    >
      {cut === undefined ? '' : noteOf(cut)}
    </p>
  );
}

function noteOf({ missingMs, reason }: ReplayView['cuts'][number]): string {
  const { missing, paused } = replayTexts().player;
  const length = formatSeconds(Math.max(1, Math.round(missingMs / 1000)));
  return reason === 'paused' ? paused(length) : missing(length);
}
