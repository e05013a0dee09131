import { MicOff } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Avatar } from '../../../shared/ui/index.ts';
import { useSize } from '../hooks/use-size.ts';
import type { StageLayout } from '@stageline/contracts';
import { arrange } from '../lib/stage-arrangement.ts';
import { bestGrid } from '../lib/stage-tiles.ts';
import { stageTexts } from '../stage-texts.ts';
import { VideoTile } from './video-tile.tsx';

/** Somebody on the stage with the track of their camera, if it is on. */
export interface StageFace {
  readonly key: string;
  readonly name: string;
  readonly camera: MediaStreamTrack | undefined;
  readonly microphoneOn: boolean;
  readonly isOwn?: boolean;
}

const GAP_PX = 8;

/** Everybody on the stage, as large as they can be beside each other. */
function StageGrid({ faces }: { faces: readonly StageFace[] }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const grid = bestGrid(faces.length, size.width, size.height, GAP_PX);
  return (
    <div className="absolute inset-0 p-2">
      <div ref={box} className="size-full">
        <ul
          className="mx-auto flex h-full flex-wrap content-center justify-center gap-2"
          style={{ maxWidth: grid.columns * grid.width + (grid.columns - 1) * GAP_PX }}
        >
          {faces.map((face) => (
            <li key={face.key} className="shrink-0" style={{ width: grid.width, height: grid.height }}>
              <Face face={face} avatar={grid.height < 150 ? 'md' : 'lg'} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface StageViewProps {
  readonly faces: readonly StageFace[];
  /** A screen that somebody shows. */
  readonly screen: ReactNode | null;
  readonly layout: StageLayout;
}

/** The stage as its host laid it out. */
export function StageView({ faces, screen, layout }: StageViewProps) {
  const { large, beside, screenBeside } = arrange(faces, screen !== null, layout);
  if (large === null) return <StageGrid faces={beside} />;
  return (
    <LargeStage
      large={large === 'screen' ? screen : <Face key={large.key} face={large} avatar="lg" isWhole />}
      faces={beside}
      screen={screenBeside ? screen : null}
    />
  );
}

/** One thing as large as it can be, and the others in a row beside it, on a phone beneath it. */
function LargeStage({
  large,
  screen,
  faces,
}: {
  large: ReactNode;
  screen: ReactNode | null;
  faces: readonly StageFace[];
}) {
  return (
    <div className="absolute inset-0 flex flex-col gap-2 p-2 lg:flex-row">
      <div className="min-h-0 min-w-0 flex-1">{large}</div>
      <ul className="flex shrink-0 gap-2 overflow-auto empty:hidden lg:flex-col">
        {screen === null ? null : <li className="aspect-video h-18 shrink-0 lg:h-auto lg:w-44">{screen}</li>}
        {faces.map((face) => (
          <li key={face.key} className="aspect-video h-18 shrink-0 lg:h-auto lg:w-44">
            <Face face={face} avatar="sm" />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FaceProps {
  readonly face: StageFace;
  readonly avatar: 'sm' | 'md' | 'lg';
  /** Nothing of the picture is cut off. */
  readonly isWhole?: boolean;
}

function Face({ face, avatar, isWhole = false }: FaceProps) {
  const texts = stageTexts();
  const { name, camera, microphoneOn, isOwn = false } = face;
  const shownName = isOwn ? texts.nameOfYou(name) : name;
  return (
    <div className="relative grid size-full place-items-center overflow-hidden rounded-md bg-[#1d1d20]">
      {camera === undefined ? (
        <Avatar name={name} size={avatar} />
      ) : (
        <VideoTile
          key={camera.id}
          track={camera}
          label={shownName}
          mirrored={isOwn}
          className={isWhole ? '' : 'object-cover'}
        />
      )}
      <p className="absolute start-2 bottom-2 flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded-full bg-black/65 px-2.5 py-1 text-xs font-medium text-white">
        {microphoneOn ? null : <MicOff size={14} aria-hidden="true" className="shrink-0" />}
        <span className="truncate">{shownName}</span>
        <span className="sr-only">
          {microphoneOn ? '' : `, ${texts.micOff}`}
          {camera === undefined ? `, ${texts.cameraOff}` : ''}
        </span>
      </p>
    </div>
  );
}
