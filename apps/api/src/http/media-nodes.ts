import { createHash } from 'node:crypto';
import { SFU_LEASE_MS, type SfuNode } from '@stageline/contracts';
import type { Clock, Logger } from '@stageline/platform';
import type { SfuNodes } from '@stageline/platform/sfu-nodes';

/** How long the list of nodes is used; a room that opens brings hundreds of connections in a second. */
const KEEP_MS = 500;

export interface MediaNodesDeps {
  readonly nodes: Pick<SfuNodes, 'list'>;
  /** Where to go while no sfu has announced itself. */
  readonly fallbackUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Which sfu a connection is passed on to. Any of them takes any: it passes a peer on to the one that serves the session. So
 * that this is rarely needed, all connections of one site go to the same, as long as it lives.
 */
export class MediaNodes {
  readonly #deps: MediaNodesDeps;
  #known: readonly SfuNode[] = [];
  #asked: Promise<void> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  /** Urls that did not answer, until when they are passed over. */
  readonly #failed = new Map<string, number>();

  constructor(deps: MediaNodesDeps) {
    this.#deps = deps;
  }

  /** @param host of the site */
  async urlFor(host: string): Promise<string> {
    await this.#refresh();
    const now = this.#now();
    let best: { readonly url: string; readonly weight: string } | undefined;
    for (const { id, url, draining } of this.#known) {
      if (draining || (this.#failed.get(url) ?? 0) > now) continue;
      const weight = createHash('sha256').update(`${host} ${id}`).digest('hex');
      if (best === undefined || weight > best.weight) best = { url, weight };
    }
    return best?.url ?? this.#deps.fallbackUrl;
  }

  /** Nobody answered there: the client's next attempt goes elsewhere, before the lease of what is dead is over. */
  failed(url: string): void {
    const now = this.#now();
    for (const [other, until] of this.#failed) if (until <= now) this.#failed.delete(other);
    this.#failed.set(url, now + SFU_LEASE_MS);
  }

  async #refresh(): Promise<void> {
    if (this.#now() - this.#askedAt < KEEP_MS) return;
    this.#asked ??= this.#ask().finally(() => (this.#asked = undefined));
    await this.#asked;
  }

  async #ask(): Promise<void> {
    try {
      this.#known = await this.#deps.nodes.list();
      this.#askedAt = this.#now();
    } catch (error) {
      // What was known a moment ago is better than nothing.
      this.#deps.logger.warn({ err: error }, 'the sfu nodes could not be listed');
    }
  }

  #now(): number {
    return this.#deps.clock.now().getTime();
  }
}
