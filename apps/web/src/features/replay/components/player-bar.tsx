import type { ReplayView } from '@stageline/contracts';
import {
  Captions as CaptionsIcon,
  Maximize,
  Minimize,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Volume2,
  VolumeX,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../../shared/lib/cn.ts';
import { Menu, MenuRadioGroup, MenuRadioItem } from '../../../shared/ui/index.ts';
import { type Player, SPEEDS } from '../hooks/use-player.ts';
import type { Captions } from '../hooks/use-captions.ts';
import type { Fullscreen } from '../hooks/use-fullscreen.ts';
import { clockText } from '../lib/clock-text.ts';
import { replayTexts } from '../texts.ts';

interface PlayerBarProps {
  readonly player: Player;
  readonly replay: ReplayView;
  readonly fullscreen: Fullscreen;
  readonly captions: Captions;
  readonly isQuiet: boolean;
}

const JUMP_MS = 10_000;

/** The controls at the foot of the film. */
export function PlayerBar({ player, replay, fullscreen, captions, isQuiet }: PlayerBarProps) {
  const { state, act } = player;
  const texts = replayTexts().player;
  const whole = clockText(replay.durationMs);
  return (
    <div
      className={cn(
        'absolute inset-x-0 bottom-0 bg-linear-to-t from-black/85 to-transparent px-2 pt-10 pb-1 text-white transition-opacity duration-200 sm:px-4 sm:pb-2',
        'focus-within:opacity-100',
        isQuiet && 'opacity-0',
      )}
    >
      <SeekBar player={player} replay={replay} />
      <div className="flex items-center gap-0.5">
        <BarButton label={state.isPlaying ? texts.pause : texts.play} onClick={act.toggle}>
          {state.isPlaying ? <Pause size={20} className="fill-current" /> : <Play size={20} className="fill-current" />}
        </BarButton>
        <BarButton label={texts.back} onClick={() => act.by(-JUMP_MS)} className="max-sm:hidden">
          <RotateCcw size={20} />
        </BarButton>
        <BarButton label={texts.ahead} onClick={() => act.by(JUMP_MS)} className="max-sm:hidden">
          <RotateCw size={20} />
        </BarButton>
        <BarButton label={state.isMuted ? texts.unmute : texts.mute} onClick={act.toggleMuted}>
          {state.isMuted ? <VolumeX size={20} /> : <Volume2 size={20} />}
        </BarButton>
        <p className="numeric ms-1 flex-1 truncate text-sm">
          {clockText(state.positionMs)}
          <span className="opacity-75"> / {whole}</span>
        </p>
        <Speed rate={state.rate} onChange={act.setRate} />
        {captions.toggle === undefined ? null : (
          <BarButton label={texts.captions} isOn={captions.areShown} onClick={captions.toggle}>
            <CaptionsIcon size={20} />
          </BarButton>
        )}
        <BarButton label={fullscreen.isFull ? texts.leaveFullscreen : texts.fullscreen} onClick={fullscreen.toggle}>
          {fullscreen.isFull ? <Minimize size={20} /> : <Maximize size={20} />}
        </BarButton>
      </div>
    </div>
  );
}

const share = (ms: number, whole: number): string => `${Math.min(100, (ms / Math.max(1, whole)) * 100)}%`;

function SeekBar({ player, replay }: Pick<PlayerBarProps, 'player' | 'replay'>) {
  const { state, act } = player;
  const { durationMs, chapters, cuts } = replay;
  const texts = replayTexts().player;
  return (
    <div className="relative mx-2 flex h-6 items-center rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-white">
      <div className="relative h-1 w-full overflow-hidden rounded-full bg-white/30" aria-hidden="true">
        <div
          className="absolute inset-y-0 start-0 bg-white/30"
          style={{ width: share(state.bufferedMs, durationMs) }}
        />
        <div className="absolute inset-y-0 start-0 bg-primary" style={{ width: share(state.positionMs, durationMs) }} />
        {chapters.slice(1).map(({ atMs }) => (
          <span
            key={atMs}
            className="absolute inset-y-0 w-0.5 bg-black/80"
            style={{ insetInlineStart: share(atMs, durationMs) }}
          />
        ))}
        {cuts.map(({ atMs, reason }) => (
          <span
            key={`cut-${atMs}-${reason}`}
            className={cn('absolute inset-y-0 w-1', reason === 'paused' ? 'bg-white' : 'bg-warning')}
            style={{ insetInlineStart: share(atMs, durationMs) }}
          />
        ))}
      </div>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute size-3.5 -translate-x-1/2 rounded-full bg-white shadow-raised"
        style={{ left: share(state.positionMs, durationMs) }}
      />
      <input
        type="range"
        min={0}
        max={durationMs}
        step={1000}
        value={Math.min(state.positionMs, durationMs)}
        onChange={(event) => act.seek(Number(event.target.value))}
        aria-label={texts.position}
        aria-valuetext={texts.positionOf(clockText(state.positionMs), clockText(durationMs))}
        className="absolute inset-0 m-0 w-full cursor-pointer opacity-0"
      />
    </div>
  );
}

function Speed({ rate, onChange }: { readonly rate: number; readonly onChange: (rate: number) => void }) {
  const texts = replayTexts().player;
  const words = (value: number) => texts.speedOf(value.toLocaleString());
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${texts.speed}: ${words(rate)}`}
          className="numeric h-11 min-w-11 rounded-md px-2 text-sm font-medium hover:bg-white/15 focus-visible:outline-white"
        >
          {words(rate)}
        </button>
      }
    >
      <MenuRadioGroup value={String(rate)} onValueChange={(value) => onChange(Number(value))}>
        {SPEEDS.map((speed) => (
          <MenuRadioItem key={speed} value={String(speed)}>
            {words(speed)}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </Menu>
  );
}

const BarButton = ({
  label,
  onClick,
  isOn,
  className,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly isOn?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    aria-pressed={isOn}
    onClick={onClick}
    className={cn(
      'grid size-11 shrink-0 place-items-center rounded-md hover:bg-white/15 focus-visible:outline-white aria-pressed:bg-white/20',
      className,
    )}
  >
    {children}
  </button>
);
