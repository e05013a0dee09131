import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { encodingsOf, layerFor } from './encodings.ts';
import { ShownSizes, type ShownLayer } from './shown-sizes.ts';

let told: ShownLayer[][];
let sizes: ShownSizes;
beforeEach(() => {
  jest.useFakeTimers();
  told = [];
  sizes = new ShownSizes((layers) => told.push(layers));
});
afterEach(() => {
  sizes.close();
  jest.useRealTimers();
});

const one = (consumerId: string, spatialLayer: number | null) => ({ consumerId, spatialLayer });

describe('the layers of a video', () => {
  it('C-03 are three for a camera that is tall enough, and as few as its picture is small', () => {
    const shape = (lines: number) => encodingsOf('camera', lines).map((encoding) => encoding.scaleResolutionDownBy);
    expect([shape(720), shape(1080), shape(360), shape(180), shape(120)]).toEqual([
      [4, 2, 1],
      [4, 2, 1],
      [2, 1],
      [1],
      [1],
    ]);
    expect(encodingsOf('camera').map(({ maxBitrate }) => maxBitrate)).toEqual([200_000, 600_000, 1_500_000]);
  });

  it('C-03 are one for a screen, with a frame rate that can be halved', () => {
    expect(encodingsOf('screen')).toEqual([{ maxBitrate: 2_500_000, scalabilityMode: 'L1T2' }]);
  });

  it('C-03 fit the height of the tile', () => {
    expect([72, 216, 217, 432, 433, 2160].map(layerFor)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe('what is shown', () => {
  it('C-03 is told in one message for tiles that appear together', () => {
    sizes.show('a', 700);
    sizes.show('b', 100);
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([[one('a', 2), one('b', 0)]]);
  });

  it('C-03 is not told again while the layer stays, nor when a tile is gone for a moment', () => {
    sizes.show('a', 300);
    jest.advanceTimersByTime(1_000);
    sizes.show('a', 310);
    sizes.show('a', 0);
    sizes.show('a', 320);
    jest.advanceTimersByTime(10_000);
    expect(told).toEqual([[one('a', 1)]]);
  });

  it('C-03 is nothing for a video without a tile, and for all while nobody looks', () => {
    sizes.show('a', 300);
    sizes.show('b', 0);
    jest.advanceTimersByTime(1_000);
    sizes.setAway(true);
    jest.advanceTimersByTime(0);
    sizes.setAway(false);
    jest.advanceTimersByTime(0);
    expect(told).toEqual([[one('a', 1), one('b', null)], [one('a', null)], [one('a', 1)]]);
  });

  it('C-03 is forgotten with its track', () => {
    sizes.show('a', 300);
    sizes.forget('a');
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([]);
  });
});
