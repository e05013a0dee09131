import { ProblemError, type SfuNode } from '@stageline/contracts';
import type { Socket } from 'socket.io-client';
import { connectTo } from './connect.ts';
import {
  LINK_PATH,
  linkAsks,
  linkTells,
  type LinkAck,
  type LinkAnswer,
  type LinkAsk,
  type LinkPayload,
} from './link-protocol.ts';
import type { LinkTell, LinkTold } from './link-protocol.ts';

const ANSWER_WITHIN_MS = 5_000;

/** What hears of one thing on a link. */
type Listener = (event: LinkTell, told: LinkTold<LinkTell>) => void;

/** The way to one other sfu process, on whose workers peers of our rooms receive. It is never revived. */
export class Link {
  readonly #socket: Socket;
  /** By what the message is about: a place, a receiver, a track. */
  readonly #listeners = new Map<string, Listener>();
  readonly #onLost = new Set<() => void>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.onAny((event: string, payload: unknown) => this.#hear(event, payload));
    socket.once('disconnect', () => {
      for (const onLost of this.#onLost) onLost();
      this.#onLost.clear();
      this.#listeners.clear();
    });
  }

  /** @throws Error when it does not answer or refuses us */
  static async open(node: SfuNode, token: string): Promise<Link> {
    return new Link(await connectTo(node.url, LINK_PATH, { token }));
  }

  get isOpen(): boolean {
    return this.#socket.connected;
  }

  /** @throws ProblemError as the other one says, `unavailable` when it does not */
  async ask<E extends LinkAsk>(event: E, payload: LinkPayload<E>): Promise<LinkAnswer<E>> {
    let ack: LinkAck;
    try {
      if (!this.#socket.connected) throw new Error('The link is closed.');
      ack = (await this.#socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, payload)) as LinkAck;
    } catch (cause) {
      throw new ProblemError('unavailable', { retryAfterSeconds: 1, cause });
    }
    if (!ack.ok)
      throw new ProblemError(ack.problem.code, { ...(ack.problem.detail && { detail: ack.problem.detail }) });
    return linkAsks[event].ack.parse(ack.data) as LinkAnswer<E>;
  }

  /** As `ask`, for what needs no answer; a link that is gone has taken with it what this is about. */
  say<E extends LinkAsk>(event: E, payload: LinkPayload<E>): void {
    this.ask(event, payload).catch(() => undefined);
  }

  /** Hears what is told about a place, a receiver or a track, by its id or key. @returns stops it */
  hear(about: string, listener: Listener): () => void {
    this.#listeners.set(about, listener);
    return () => this.#listeners.delete(about);
  }

  /** Calls back once when the other process is gone. @returns stops it */
  onLost(callback: () => void): () => void {
    this.#onLost.add(callback);
    return () => this.#onLost.delete(callback);
  }

  close(): void {
    this.#socket.disconnect();
  }

  #hear(event: string, payload: unknown): void {
    if (!Object.hasOwn(linkTells, event)) return;
    const parsed = linkTells[event as LinkTell].safeParse(payload);
    if (!parsed.success) return;
    const told = parsed.data;
    const about = 'key' in told ? told.key : 'placeId' in told ? told.placeId : told.receiverId;
    this.#listeners.get(about)?.(event as LinkTell, told);
  }
}
