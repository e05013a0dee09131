import type { MediaSource } from '@stageline/contracts';
import type { OutgoingTrack } from '../engine/receiver.ts';

/** What a weak network carries first after the sound, which is sent in any case: text on a screen before faces. */
const PRIORITY: Partial<Record<MediaSource, number>> = { screen: 2 };
/** A layer is gone for a moment whenever it changes, and is not there yet when a track begins. */
const STARVED_AFTER_MS = 2_500;

/** One track that a peer receives: it flows once its receiver exists and while it is shown. */
export class ReceivedTrack {
  readonly media: OutgoingTrack;
  readonly #onStarved: (starved: boolean) => void;
  #begun = false;
  #shown = true;
  /** What the worker was told last. */
  #flows = false;
  #senderPaused: boolean;
  #starved = false;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param media paused
   * @param onStarved told when the peer's network does not carry this video any more, and when it does again
   */
  constructor(media: OutgoingTrack, source: MediaSource, onStarved: (starved: boolean) => void) {
    this.media = media;
    this.#onStarved = onStarved;
    this.#senderPaused = media.producerPaused;
    const priority = PRIORITY[source];
    // Without it the screen only comes a little later, and a lost worker is told elsewhere.
    if (priority !== undefined) media.setPriority(priority).catch(() => undefined);
  }

  /** Its receiver exists: media may flow. */
  async begin(): Promise<void> {
    this.#begun = true;
    await this.#settle();
  }

  /**
   * Sends at most that spatial layer, or nothing for null. Passed over for sound, which is heard whatever is seen.
   * @param spatialLayer 0 is the smallest; more than there is means the largest
   */
  async prefer(spatialLayer: number | null): Promise<void> {
    if (this.media.kind === 'audio') return;
    this.#shown = spatialLayer !== null;
    if (spatialLayer !== null) await this.media.prefer(spatialLayer);
    await this.#settle();
  }

  /** Its sender paused it or went on. */
  senderPaused(paused: boolean): void {
    this.#senderPaused = paused;
    this.watch();
  }

  /** Looks whether it gets through; called whenever that may have changed. */
  watch(): void {
    const { media } = this;
    // Without any live layer at its sender, it is the sender's network and not the peer's.
    const isDue = this.#flows && !this.#senderPaused && media.isLayered && media.isSent;
    const starved = isDue && !media.isCarried;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (starved === this.#starved || media.closed) return;
    if (starved) this.#timer = setTimeout(() => this.#say(true), STARVED_AFTER_MS);
    else this.#say(false);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #settle(): Promise<void> {
    const flows = this.#begun && this.#shown;
    if (flows === this.#flows) return;
    this.#flows = flows;
    await this.media.setFlowing(flows);
    this.watch();
  }

  #say(starved: boolean): void {
    if (this.media.closed) return;
    this.#starved = starved;
    this.#onStarved(starved);
  }
}
