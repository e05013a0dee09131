import type { MediaSource } from '@stageline/contracts';
import type { types } from 'mediasoup-client';

/** A camera's layers, smallest first: lines of the picture, and bits per second. */
const CAMERA_LAYERS = [
  { lines: 180, maxBitrate: 200_000 },
  { lines: 360, maxBitrate: 600_000 },
  { lines: 720, maxBitrate: 1_500_000 },
] as const;
/** A layer is worth sending up to this much of its size: somewhat blurred costs a third of sharp. */
const STRETCH = 1.2;
const SCREEN_BPS = 2_500_000;

/**
 * What a video is sent as (C-03). A camera in layers that halve its picture, of which each viewer gets the one that fits; a
 * screen whole, because text that is scaled cannot be read. Each in several temporal layers, or a video that a viewer's
 * network does not carry could not be stopped for them alone.
 * @param lines height of the picture; a small one has fewer layers, because browsers send no more
 */
export function encodingsOf(source: Exclude<MediaSource, 'microphone'>, lines = 720): types.RtpEncodingParameters[] {
  if (source === 'screen') return [{ maxBitrate: SCREEN_BPS, scalabilityMode: 'L1T2' }];
  const layers = CAMERA_LAYERS.filter((layer, index) => index === 0 || lines >= layer.lines * 0.75);
  return layers.map(({ maxBitrate }, index) => ({
    scaleResolutionDownBy: 2 ** (layers.length - 1 - index),
    maxBitrate,
    scalabilityMode: 'L1T3',
  }));
}

/** The smallest layer that looks sharp enough at that height, in physical pixels. */
export function layerFor(heightPx: number): number {
  const fitting = CAMERA_LAYERS.findIndex(({ lines }) => heightPx <= lines * STRETCH);
  return fitting === -1 ? CAMERA_LAYERS.length - 1 : fitting;
}
