import type { RemoteTrackInfo } from '../slice.ts';

/** Somebody else on the stage, by what they send; ids are those of tracks. */
export interface StageTile {
  readonly identity: string;
  readonly displayName: string;
  /** Absent while the camera is off. */
  readonly camera?: string;
  readonly screen?: string;
  readonly microphoneOn: boolean;
}

/** One tile per sender, in the order in which they came; nobody changes places when a camera goes off. */
export function tilesOf(tracks: readonly RemoteTrackInfo[]): StageTile[] {
  const tiles = new Map<string, StageTile>();
  for (const { id, identity, displayName, source, paused } of tracks) {
    const tile = tiles.get(identity) ?? { identity, displayName, microphoneOn: false };
    const shown = paused ? {} : source === 'microphone' ? { microphoneOn: true } : { [source]: id };
    tiles.set(identity, { ...tile, ...shown });
  }
  return [...tiles.values()];
}

/** Faces are cut to this at most; a camera sends 16:9. */
const WIDEST = 16 / 9;
const NARROWEST = 1;

export interface GridShape {
  readonly columns: number;
  /** Of one tile, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** The grid in which `count` tiles are largest, each between a square and 16:9. Sizes in pixels. */
export function bestGrid(count: number, width: number, height: number, gap: number): GridShape {
  let best: GridShape = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cell = { width: (width - gap * (columns - 1)) / columns, height: (height - gap * (rows - 1)) / rows };
    const tile = {
      width: Math.floor(Math.max(0, Math.min(cell.width, cell.height * WIDEST))),
      height: Math.floor(Math.max(0, Math.min(cell.height, cell.width / NARROWEST))),
    };
    if (tile.width * tile.height > best.width * best.height) best = { columns, ...tile };
  }
  return best;
}
