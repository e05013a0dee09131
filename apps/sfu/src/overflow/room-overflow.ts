import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { ReadStream } from 'node:fs';
import { OVERFLOW_PLAYLIST, overflow, type JoinAnswer, type SessionId } from '@stageline/contracts';
import { newId, type Logger } from '@stageline/platform';
import type { types } from 'mediasoup';
import type { Peer } from '../rooms/peer.ts';
import { onStage } from './on-stage.ts';
import { OverflowStream } from './overflow-stream.ts';

export interface OverflowOptions {
  /** Null where there is none: a room that is full is full. */
  readonly ffmpeg: string | null;
  /** Where each process has a folder for the latest seconds of its films. */
  readonly directory: string;
  /** Rooms that are shown so at once, at most: each of them takes about half a core. */
  readonly rooms: number;
  /** Of the picture: 720 unless a test has no time for that many. */
  readonly lines?: number;
  /** How long nobody has to watch for it to stop; a reload is back sooner. */
  readonly lingerMs: number;
}

/** What of this process' budget is left. */
export interface OverflowBudget {
  used: number;
}

/** Viewers of one room's film: each has a request a second answered by this process. */
const VIEWERS_AT_MOST = 1000;

export interface RoomOverflowDeps {
  readonly sessionId: SessionId;
  readonly options: OverflowOptions;
  readonly budget: OverflowBudget;
  readonly router: types.Router;
  readonly senders: () => readonly Peer[];
  /** The film ended by itself: those who watched it have to come again. */
  readonly onLost: (viewers: readonly Peer[]) => void;
  readonly logger: Logger;
}

/** Those who watch a room from outside of its budget (ADR 36). Its film begins with the first of them. */
export class RoomOverflow {
  readonly #deps: RoomOverflowDeps;
  readonly #viewers = new Map<string, Peer>();
  #stream: OverflowStream | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(deps: RoomOverflowDeps) {
    this.#deps = deps;
  }

  /** Whoever came first. */
  get longest(): Peer | undefined {
    return this.#viewers.values().next().value;
  }

  /** Lets a viewer in. @returns what stands for them in every address; null where there is no place here, either */
  admit(peer: Peer): string | null {
    if (this.#viewers.size >= VIEWERS_AT_MOST || !this.#begin()) return null;
    clearTimeout(this.#linger);
    const token = randomBytes(24).toString('base64url');
    this.#viewers.set(token, peer);
    return token;
  }

  /** Where a viewer finds the film; null for somebody who is none of them. */
  addressFor({ overflow: token }: Peer): JoinAnswer['overflow'] {
    if (token === undefined) return null;
    return { playlistUrl: overflow.overflowPath(this.#deps.sessionId, token, OVERFLOW_PLAYLIST) };
  }

  /** A viewer has gone. Harmless for others. */
  leave({ overflow: token }: Peer): void {
    if (token === undefined || !this.#viewers.delete(token) || this.#viewers.size > 0) return;
    clearTimeout(this.#linger);
    this.#linger = setTimeout(() => this.#stream?.close(), this.#deps.options.lingerMs);
  }

  /** Something else is sent now. */
  changed(): void {
    this.#stream?.changed();
  }

  /** A file for whoever has this token; null where there is none, or nobody with it. */
  async read(token: string, file: string): Promise<ReadStream | null> {
    return this.#viewers.has(token) ? ((await this.#stream?.read(file)) ?? null) : null;
  }

  close(): void {
    clearTimeout(this.#linger);
    this.#viewers.clear();
    this.#stream?.close();
  }

  #begin(): boolean {
    if (this.#stream !== undefined) return true;
    const { options, budget, router, senders, logger } = this.#deps;
    const { ffmpeg, directory, rooms, lines = 720 } = options;
    if (ffmpeg === null || budget.used >= rooms) return false;
    budget.used += 1;
    this.#stream = new OverflowStream({
      ffmpeg,
      lines,
      directory: path.join(directory, newId('evt')),
      router,
      onStage: () => onStage(senders()),
      onEnded: () => this.#ended(),
      logger,
    });
    return true;
  }

  #ended(): void {
    this.#stream = undefined;
    this.#deps.budget.used -= 1;
    const lost = [...this.#viewers.values()];
    this.#viewers.clear();
    if (lost.length > 0) this.#deps.onLost(lost);
  }
}
