import { useEffect, useRef, useState } from 'react';
import {
  type DeviceChoice,
  DeviceError,
  type DeviceProblem,
  listDevices,
  openDevices,
  stopStream,
} from '../lib/devices.ts';

interface Devices {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
}
const none: Devices = { cameras: [], microphones: [] };

/**
 * Opens camera and microphone for a check before the room. `handOver` gives the stream away; otherwise it is switched
 * off with the page.
 */
export function useDevices() {
  const [choice, setChoice] = useState<DeviceChoice>({});
  const [attempt, setAttempt] = useState(0);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<DeviceProblem | null>(null);
  const [devices, setDevices] = useState(none);
  const isHandedOver = useRef(false);

  useEffect(() => {
    let opened: MediaStream | null = null;
    let isStale = false;
    openDevices(choice).then(
      async (fresh) => {
        if (isStale) return stopStream(fresh);
        opened = fresh;
        setProblem(null);
        setStream(fresh);
        setDevices(await listDevices());
        return undefined;
      },
      (error: unknown) => {
        if (isStale) return;
        setStream(null);
        setProblem(error instanceof DeviceError ? error.problem : 'busy');
      },
    );
    return () => {
      isStale = true;
      if (!isHandedOver.current) stopStream(opened);
    };
  }, [choice, attempt]);
  useEffect(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    const refresh = () => void listDevices().then(setDevices);
    media?.addEventListener('devicechange', refresh);
    return () => media?.removeEventListener('devicechange', refresh);
  }, []);

  return {
    choice,
    stream,
    problem,
    devices,
    choose: setChoice,
    retry: () => setAttempt((count) => count + 1),
    handOver: () => {
      isHandedOver.current = true;
      return stream;
    },
  };
}
