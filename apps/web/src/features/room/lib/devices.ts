export interface DeviceChoice {
  readonly cameraId?: string;
  readonly microphoneId?: string;
}
/** Why there is no picture or sound: the person said no, there is none, another program holds it, or the browser cannot. */
export type DeviceProblem = 'denied' | 'missing' | 'busy' | 'unsupported';

export class DeviceError extends Error {
  readonly problem: DeviceProblem;

  constructor(problem: DeviceProblem, cause?: unknown) {
    super(`No usable camera or microphone: ${problem}`, { cause });
    this.name = 'DeviceError';
    this.problem = problem;
  }
}

const problemNames: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};
const problemOf = (error: unknown): DeviceProblem =>
  problemNames[error instanceof DOMException ? error.name : ''] ?? 'busy';

const video = (choice: DeviceChoice): MediaTrackConstraints => ({
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
  ...(choice.cameraId === undefined ? {} : { deviceId: { exact: choice.cameraId } }),
});
const audio = (choice: DeviceChoice): MediaTrackConstraints => ({
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  ...(choice.microphoneId === undefined ? {} : { deviceId: { exact: choice.microphoneId } }),
});

/**
 * Opens camera and microphone; with only one of them there, that one.
 * @throws DeviceError when neither can be had
 */
export async function openDevices(choice: DeviceChoice): Promise<MediaStream> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new DeviceError('unsupported');
  const attempts: MediaStreamConstraints[] = [
    { video: video(choice), audio: audio(choice) },
    { audio: audio(choice) },
    { video: video(choice) },
  ];
  let first: unknown;
  for (const constraints of attempts) {
    try {
      return await devices.getUserMedia(constraints);
    } catch (error) {
      first ??= error;
      if (problemOf(error) === 'denied') break;
    }
  }
  throw new DeviceError(problemOf(first), first);
}

/** Opens the camera alone, after it was switched off. @throws DeviceError */
export async function openCamera(choice: DeviceChoice): Promise<MediaStreamTrack> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: video(choice) });
    const [track] = stream.getVideoTracks();
    if (track === undefined) throw new DeviceError('missing');
    return track;
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError(problemOf(error), error);
  }
}

/** Whether this browser can show a screen to others; phones cannot. */
export const canShareScreen = (): boolean =>
  typeof (navigator.mediaDevices as MediaDevices | undefined)?.getDisplayMedia === 'function';

/**
 * Asks for a screen, a window or a tab to show. Text must be sharp, so it may be slow.
 * @returns null when the person thought better of it
 * @throws DeviceError when it cannot be had
 */
export async function openScreen(): Promise<MediaStreamTrack | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false });
    const [track] = stream.getVideoTracks();
    if (track === undefined) throw new DeviceError('missing');
    track.contentHint = 'detail';
    return track;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
    throw error instanceof DeviceError ? error : new DeviceError(problemOf(error), error);
  }
}

/** The cameras and microphones that may be chosen; their names are known once one of them was opened. */
export async function listDevices(): Promise<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[] }> {
  const all = (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices()) ?? [];
  return {
    cameras: all.filter((device) => device.kind === 'videoinput'),
    microphones: all.filter((device) => device.kind === 'audioinput'),
  };
}

/** Switches every track of a stream off, so that no light stays on. */
export const stopStream = (stream: MediaStream | null): void => stream?.getTracks().forEach((track) => track.stop());
