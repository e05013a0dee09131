import { routerRtpCapabilities } from '@stageline/contracts';
import { Device, type types } from 'mediasoup-client';

let loading: Promise<Device> | undefined;

/**
 * The page's device, loaded once: it asks the browser what it can encode and decode, which takes some 30 ms. The server's
 * side is a constant of the contracts, so nothing is fetched for it.
 * @throws UnsupportedError when the browser has no usable WebRTC
 */
export function pageDevice(): Promise<Device> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Device> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities });
  return device;
}
