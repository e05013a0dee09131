import type { MediaSource } from '@stageline/contracts';
import type { MediaClient } from '../../../realtime/media/index.ts';
import { type DeviceChoice, openCamera, openScreen, stopStream } from './devices.ts';

/**
 * Camera, microphone and screen of somebody on the stage: owns the tracks and sends them. Muting keeps the microphone's track; switching the
 * camera off stops it, so that its light goes off too.
 */
export class LocalMedia {
  #stream: MediaStream | null = null;
  #screen: MediaStreamTrack | null = null;
  #choice: DeviceChoice = {};
  readonly #client: () => MediaClient | null;
  readonly #onSending: (sending: MediaSource[]) => void;
  readonly #listeners = new Set<() => void>();

  constructor(client: () => MediaClient | null, onSending: (sending: MediaSource[]) => void) {
    this.#client = client;
    this.#onSending = onSending;
  }

  /** Readable by `useSyncExternalStore`: the stream for the host's own picture. */
  readonly getStream = (): MediaStream | null => this.#stream;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes over what the device check opened, and sends it as soon as there is a connection. */
  async take(stream: MediaStream, choice: DeviceChoice): Promise<void> {
    this.#choice = choice;
    this.#setStream(stream);
    await this.send();
  }

  /** Sends every track that is not being sent yet. Does nothing without a connection; joining calls it again. */
  async send(): Promise<void> {
    const client = this.#client();
    if (client?.state.status !== 'connected') return;
    const sent = new Set(client.producers.map(({ source }) => source));
    const own = (this.#stream?.getTracks() ?? []).map(
      (track) => [track.kind === 'video' ? 'camera' : 'microphone', track] as const,
    );
    const screen = this.#screen === null ? [] : [['screen', this.#screen] as const];
    for (const [source, track] of [...own, ...screen]) {
      if (sent.has(source) || track.readyState !== 'live') continue;
      await client.produce(track, source);
      if (!track.enabled) await client.pause(source);
    }
  }

  /** Mutes or unmutes; the track stays open, so that it takes no time. */
  async setMicrophone(on: boolean): Promise<void> {
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = on;
    const client = this.#client();
    if (on && client?.producers.every(({ source }) => source !== 'microphone')) await this.send();
    else await (on ? client?.resume('microphone') : client?.pause('microphone'));
    this.#tell();
  }

  /** Switches the camera on or off. @throws DeviceError when it cannot be opened again */
  async setCamera(on: boolean): Promise<void> {
    if (on) {
      const track = await openCamera(this.#choice);
      this.#setStream(new MediaStream([...(this.#stream?.getAudioTracks() ?? []), track]));
      await this.send();
      return;
    }
    await this.#client()?.stop('camera');
    for (const track of this.#stream?.getVideoTracks() ?? []) track.stop();
    this.#setStream(new MediaStream(this.#stream?.getAudioTracks() ?? []));
  }

  /**
   * Shows a screen that is chosen now; it ends by `stopScreen`, or where the browser says so. Does nothing when none is chosen.
   * @throws DeviceError, MediaProblem
   */
  async shareScreen(): Promise<void> {
    const track = await openScreen();
    if (track === null) return;
    this.#screen?.stop();
    this.#screen = track;
    track.addEventListener('ended', () => {
      if (this.#screen === track) this.#screen = null;
    });
    try {
      await this.send();
    } catch (error) {
      await this.stopScreen();
      throw error;
    }
  }

  /** Harmless when none is shown. */
  async stopScreen(): Promise<void> {
    this.#screen?.stop();
    this.#screen = null;
    await this.#client()?.stop('screen');
  }

  /** Lets go of all. */
  release(): void {
    this.#screen?.stop();
    this.#screen = null;
    stopStream(this.#stream);
    this.#setStream(null);
  }

  #tell(): void {
    const producers = this.#client()?.producers ?? [];
    this.#onSending(producers.filter(({ paused }) => !paused).map(({ source }) => source));
  }

  #setStream(stream: MediaStream | null): void {
    this.#stream = stream;
    for (const listener of this.#listeners) listener();
  }
}
