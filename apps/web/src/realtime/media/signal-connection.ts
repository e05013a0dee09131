import type { Ack, Problem, signalNamespace } from '@stageline/contracts';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';

type Asks = (typeof signalNamespace)['ask'];
type Tells = (typeof signalNamespace)['tell'];
export type AskPayload<E extends keyof Asks> = z.input<Asks[E]['payload']>;

/** From `signalNamespace` and `SIGNAL_PATH`; a value import would bring zod into the room's bundle. */
const NAMESPACE: (typeof signalNamespace)['name'] = '/signal';
const PATH = '/sfu';

const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 8_000;

/** The server's refusal. `problem` says what a person may read and whether a retry makes sense. */
export class MediaProblem extends Error {
  readonly problem: Problem;
  /** Seconds before which it makes no sense to try again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title);
    this.name = 'MediaProblem';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** One socket to the sfu, good for one join. It never reconnects by itself, because a ticket is spent by its use. */
export class SignalConnection {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /**
   * Connects. The socket opens while the ticket is on its way.
   * @param url origin of the api, which proxies the sfu
   * @throws MediaProblem when the ticket is refused; what `ticket` rejects with; Error when nothing answers
   */
  static async open(url: string, ticket: Promise<string>): Promise<SignalConnection> {
    const socket = io(new URL(NAMESPACE, url).href, {
      path: PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_WITHIN_MS,
      auth: (callback) =>
        void ticket.then(
          (value) => callback({ ticket: value }),
          () => undefined,
        ),
    });
    const connected = new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: Problem }) => {
        reject(error.data === undefined ? error : new MediaProblem(error.data));
      });
      socket.once('disconnect', (reason) => reject(new Error(reason)));
      ticket.catch(reject);
    });
    try {
      await connected;
    } catch (error) {
      socket.disconnect();
      throw error;
    }
    return new SignalConnection(socket);
  }

  /** @throws MediaProblem when the server refuses; Error when it does not answer */
  async ask<E extends keyof Asks>(event: E, payload: AskPayload<E>): Promise<z.output<Asks[E]['ack']>> {
    const answer: Ack<z.output<Asks[E]['ack']>> = await this.#socket
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck(event, payload);
    if (!answer.ok) throw new MediaProblem(answer.problem, answer.retryAfterSeconds);
    return answer.data;
  }

  on<E extends keyof Tells>(event: E, listener: (payload: z.output<Tells[E]>) => void): void {
    this.#socket.on(event as string, listener as (payload: unknown) => void);
  }

  onDisconnect(listener: () => void): void {
    this.#socket.once('disconnect', listener);
  }

  /** Disconnects in good order: the server knows that we left and were not lost. */
  close(): void {
    this.#socket.disconnect();
  }
}
