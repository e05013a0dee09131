import { describe, expect, it } from '@jest/globals';
import { bestGrid, tilesOf } from './stage-tiles.ts';

describe('the grid of the stage', () => {
  const phone = [374, 300] as const;
  const desk = [920, 760] as const;
  const columns = ([width, height]: readonly [number, number]) =>
    [1, 2, 3, 4, 5, 6].map((count) => bestGrid(count, width, height, 8).columns);

  it('stands beneath each other where it is narrow, and beside each other where it is wide', () => {
    expect(columns(phone)).toEqual([1, 1, 2, 2, 2, 2]);
    expect(columns(desk)).toEqual([1, 1, 2, 2, 2, 2]);
    expect(columns([1600, 500])).toEqual([1, 2, 3, 4, 3, 3]);
    expect(columns([374, 640])).toEqual([1, 1, 1, 1, 2, 2]);
  });

  it('never leaves its box, and cuts no face to less than a square or more than 16:9', () => {
    for (const [width, height] of [phone, desk, [1600, 300], [200, 900]] as const)
      for (let count = 1; count <= 6; count += 1) {
        const grid = bestGrid(count, width, height, 8);
        const rows = Math.ceil(count / grid.columns);
        expect(grid.columns * (grid.width + 8) - 8).toBeLessThanOrEqual(width);
        expect(rows * (grid.height + 8) - 8).toBeLessThanOrEqual(height);
        expect(grid.width / grid.height).toBeLessThanOrEqual(16 / 9 + 0.05);
        expect(grid.width / grid.height).toBeGreaterThanOrEqual(0.95);
      }
  });

  it('has no size before its box has one', () => {
    expect(bestGrid(3, 0, 0, 8)).toEqual({ columns: 1, width: 0, height: 0 });
  });
});

describe('the tiles of the stage', () => {
  const track = (id: string, source: 'camera' | 'microphone' | 'screen', paused = false) => {
    const identity = id.charAt(0);
    return { id, identity, displayName: identity.toUpperCase(), source, paused, starved: false };
  };

  it('are one per person, who keeps the place while the camera is off', () => {
    const tracks = [
      track('a1', 'microphone'),
      track('b1', 'camera'),
      track('a2', 'camera', true),
      track('b2', 'screen'),
    ];
    expect(tilesOf(tracks)).toEqual([
      { identity: 'a', displayName: 'A', microphoneOn: true },
      { identity: 'b', displayName: 'B', microphoneOn: false, camera: 'b1', screen: 'b2' },
    ]);
  });
});
