import type { types } from 'mediasoup-client';

/** A browser calls a path `disconnected` at the first lost packets and often finds back by itself. */
const RESTART_AFTER_MS = 1_500;
/** A path that is not found by then is sought by joining anew. */
const RECOVER_WITHIN_MS = 6_000;

type IceParameters = types.TransportOptions['iceParameters'];
type RestartedTransport = Pick<types.Transport, 'connectionState' | 'closed' | 'on' | 'restartIce'>;

/**
 * Looks for a new path when a transport loses its own, or the network changes (C-03). Nothing else notices: what is sent and
 * received over the transport stays as it is.
 */
export class IceRecovery {
  readonly #transport: RestartedTransport;
  readonly #ask: () => Promise<IceParameters>;
  readonly #giveUp: () => void;
  #restart: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;

  /**
   * @param ask fetches the server's new parameters
   * @param giveUp called when no path is found, or the server does not answer
   */
  constructor(transport: RestartedTransport, ask: () => Promise<IceParameters>, giveUp: () => void) {
    this.#transport = transport;
    this.#ask = ask;
    this.#giveUp = giveUp;
    transport.on('connectionstatechange', (state) => this.#changed(state));
    addEventListener('online', this.#networkChanged);
  }

  close(): void {
    removeEventListener('online', this.#networkChanged);
    clearTimeout(this.#restart);
    clearTimeout(this.#deadline);
  }

  readonly #networkChanged = (): void => {
    // One that was never connected has nothing to restart.
    if (this.#transport.connectionState !== 'new') void this.#start();
  };

  #changed(state: types.ConnectionState): void {
    clearTimeout(this.#restart);
    if (state === 'connected') clearTimeout(this.#deadline);
    if (state === 'failed') void this.#start();
    if (state === 'disconnected') this.#restart = setTimeout(() => void this.#start(), RESTART_AFTER_MS);
  }

  async #start(): Promise<void> {
    if (this.#isAsking || this.#transport.closed) return;
    clearTimeout(this.#deadline);
    if (this.#transport.connectionState !== 'connected')
      this.#deadline = setTimeout(() => this.#giveUp(), RECOVER_WITHIN_MS);
    this.#isAsking = true;
    try {
      await this.#transport.restartIce({ iceParameters: await this.#ask() });
    } catch {
      if (!this.#transport.closed) this.#giveUp();
    } finally {
      this.#isAsking = false;
    }
  }
}
