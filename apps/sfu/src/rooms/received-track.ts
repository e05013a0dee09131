import type { MediaSource } from '@stageline/contracts';
import type { types } from 'mediasoup';

/** What a weak network carries first after the sound, which is sent in any case: text on a screen before faces. */
const PRIORITY: Partial<Record<MediaSource, number>> = { screen: 2 };
/** A layer is gone for a moment whenever it changes, and is not there yet when a track begins. */
const STARVED_AFTER_MS = 2_500;

/** One track on its way to one peer: it flows once its receiver exists and while it is shown. */
export class ReceivedTrack {
  readonly media: types.Consumer;
  #begun = false;
  #shown = true;
  /** What mediasoup was told last. */
  #flows = false;
  #starved = false;
  #timer: NodeJS.Timeout | undefined;
  #onStarved: (starved: boolean) => void = () => undefined;

  /** @param media a consumer that is paused */
  constructor(media: types.Consumer, source: MediaSource) {
    this.media = media;
    if (media.kind === 'audio') return;
    const priority = PRIORITY[source];
    // One that is closed by now needs none.
    if (priority !== undefined) media.setPriority(priority).catch(() => undefined);
    for (const event of ['layerschange', 'score', 'producerpause', 'producerresume'] as const)
      media.on(event, () => this.#watch());
    media.observer.once('close', () => clearTimeout(this.#timer));
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
    if (this.media.kind === 'audio' || this.media.closed) return;
    this.#shown = spatialLayer !== null;
    if (spatialLayer !== null) await this.#tell(() => this.media.setPreferredLayers({ spatialLayer }));
    await this.#settle();
  }

  /** Calls back when the peer's network does not carry this video any more, and when it does again. */
  onStarved(callback: (starved: boolean) => void): void {
    this.#onStarved = callback;
  }

  async #settle(): Promise<void> {
    const flows = this.#begun && this.#shown;
    if (flows === this.#flows) return;
    this.#flows = flows;
    await this.#tell(() => (flows ? this.media.resume() : this.media.pause()));
    this.#watch();
  }

  /** A consumer that closes on the way is not an error of whoever speaks of it. */
  async #tell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.media.closed) throw error;
    }
  }

  #watch(): void {
    const { media } = this;
    // Without any live layer at its sender, it is the sender's network and not the peer's.
    const isSent = media.score.producerScores.some((score) => score > 0);
    const starved =
      this.#flows && !media.producerPaused && media.type === 'simulcast' && isSent && media.currentLayers === undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (starved === this.#starved || media.closed) return;
    if (starved) this.#timer = setTimeout(() => this.#say(true), STARVED_AFTER_MS);
    else this.#say(false);
  }

  #say(starved: boolean): void {
    this.#starved = starved;
    this.#onStarved(starved);
  }
}
