import type { MediaSource, PeerCloseReason, Problem, RoomStanding } from '@stageline/contracts';
import type { Device } from 'mediasoup-client';
import { reconnectDelayMs } from './backoff.ts';
import { pageDevice } from './device.ts';
import { Events } from './events.ts';
import { MediaSession } from './media-session.ts';
import { MediaProblem, SignalConnection } from './signal-connection.ts';
import type { LocalProducer, MediaCloseReason, MediaEvents, MediaState, RemoteTrack } from './types.ts';

/** What a host may do about somebody's place on the stage. */
export type StageDirection = 'invite' | 'remove' | 'mute';

export interface MediaClientOptions {
  /** Origin that proxies the sfu; the page's own unless told otherwise. */
  readonly url?: string;
  /**
   * Fetches a fresh ticket; called for every attempt, because a ticket is spent by its use. An error with `retryable:
   * false` (a problem's member) ends the client as `refused`; any other is tried again.
   */
  readonly getTicket: () => Promise<string>;
  /** Whether a host that lost its connection sends again what it was sending, without being asked. Default: false. */
  readonly restoreProducers?: boolean;
}

class SessionEnded extends Error {
  readonly reason: PeerCloseReason;

  constructor(reason: PeerCloseReason) {
    super('The session ended during the join.');
    this.reason = reason;
  }
}

/** What an error of an attempt ends the client with; undefined when it is worth another attempt. */
function endOf(error: unknown): { reason: MediaCloseReason; problem?: Problem } | undefined {
  if (error instanceof SessionEnded) return error.reason === 'reconnect' ? undefined : { reason: error.reason };
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'UnsupportedError') return { reason: 'unsupported' };
  const { problem, retryable } = error as { problem?: Problem; retryable?: boolean };
  if (problem?.code === 'not-live') return { reason: 'room-closed', problem };
  // A ticket that went stale on its way; the next attempt has a fresh one.
  if (problem?.code === 'invalid-ticket') return undefined;
  if (problem?.retryable === false || retryable === false) return { reason: 'refused', ...(problem && { problem }) };
  return undefined;
}

/**
 * The live room's media, without a framework: joins, receives, sends as a host, and comes back after a loss. Tracks belong
 * to the caller, who starts and stops them; tracks that we receive end with `track-removed`.
 */
export class MediaClient {
  readonly #options: MediaClientOptions;
  readonly #events = new Events<MediaEvents>();
  readonly #tracks = new Map<string, RemoteTrack>();
  /** What the caller wants to be sent, which outlives a session. */
  readonly #wanted = new Map<MediaSource, LocalProducer>();
  #state: MediaState = { status: 'idle' };
  #viewers = 0;
  #standing: RoomStanding = 'audience';
  #session: MediaSession | undefined;
  #wake: (() => void) | undefined;

  constructor(options: MediaClientOptions) {
    this.#options = options;
  }

  get state(): MediaState {
    return this.#state;
  }
  /** What we receive. */
  get tracks(): readonly RemoteTrack[] {
    return [...this.#tracks.values()];
  }
  /** What we send. */
  get producers(): readonly LocalProducer[] {
    return [...this.#wanted.values()];
  }
  get viewers(): number {
    return this.#viewers;
  }

  /** Where we stand, by the server's last word. */
  get standing(): RoomStanding {
    return this.#standing;
  }

  /** Listens to an event. @returns stops listening */
  on<E extends keyof MediaEvents>(event: E, listener: (value: MediaEvents[E]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /**
   * Joins the room. Resolves when we are in it for the first time; what happens afterwards is told by `state`.
   * @throws MediaProblem or Error when we were closed before that: refused, unsupported, or `close` was called
   */
  async join(): Promise<void> {
    if (this.#state.status !== 'idle') throw new Error('A media client joins once.');
    this.#setState({ status: 'connecting' });
    await this.#connect(0);
  }

  /**
   * Sends a track as `source`, which is not being sent yet. Only a host and a panelist can.
   * @throws MediaProblem when the server refuses; Error when we are not connected
   */
  async produce(track: MediaStreamTrack, source: MediaSource): Promise<void> {
    if (this.#wanted.has(source)) throw new Error(`The ${source} is being sent already.`);
    const session = this.#connected();
    this.#want({ source, track, paused: false });
    try {
      await session.produce(track, source, false);
    } catch (error) {
      if (this.#wanted.get(source)?.track === track) this.#unwant(source);
      throw error;
    }
  }

  /** Pauses a source: the others see and hear nothing of it, and its place is kept. */
  pause(source: MediaSource): Promise<void> {
    return this.#setPaused(source, true);
  }

  /** Lets a paused source go on. */
  resume(source: MediaSource): Promise<void> {
    return this.#setPaused(source, false);
  }

  /** Stops sending a source. The track itself is the caller's to stop. Harmless when it is not being sent. */
  async stop(source: MediaSource): Promise<void> {
    if (!this.#wanted.has(source)) return;
    this.#unwant(source);
    await this.#session?.stop(source);
  }

  /** Comes onto the stage after an invitation. @throws MediaProblem when it was taken back; Error when not connected */
  acceptStage(): Promise<void> {
    return this.#connected().acceptStage();
  }

  /** Says no to an invitation. @throws MediaProblem, Error as above */
  declineStage(): Promise<void> {
    return this.#connected().stepBack('stage:decline');
  }

  /** Steps down. @throws MediaProblem, Error as above */
  leaveStage(): Promise<void> {
    return this.#connected().stepBack('stage:leave');
  }

  /** As a host. @throws MediaProblem when the server refuses; Error when we are not connected */
  direct(direction: StageDirection, identity: string): Promise<void> {
    return this.#connected().direct(`stage:${direction}`, identity);
  }

  /**
   * Says how large a video is shown, so that no more of it is sent. One that nothing was said of comes at its largest.
   * @param id of a track that we receive
   * @param heightPx of its tile, in physical pixels; 0 for one that is not shown, which is not sent
   */
  show(id: string, heightPx: number): void {
    this.#session?.show(id, heightPx);
  }

  /** Leaves for good. */
  close(): void {
    this.#close('left');
  }

  /** Statistics of the receiving connection; undefined while there is none. */
  async receiveStats(): Promise<RTCStatsReport | undefined> {
    return this.#session?.receiveStats();
  }

  /** Tries until we are in or closed. @param attempt 0 for the first join, which does not wait */
  async #connect(attempt: number): Promise<void> {
    let notBeforeSeconds: number | undefined;
    for (let next = attempt; ; next += 1) {
      if (next > 1 && this.#state.status === 'reconnecting') this.#setState({ status: 'reconnecting', attempt: next });
      if (next > 0) await this.#pause(reconnectDelayMs(next, Math.random(), notBeforeSeconds));
      if (this.#isClosed()) throw new Error('The media client was closed.');
      try {
        return await this.#enter();
      } catch (error) {
        const end = endOf(error);
        notBeforeSeconds = error instanceof MediaProblem ? error.retryAfterSeconds : undefined;
        if (end === undefined && !this.#isClosed()) continue;
        if (end === undefined) throw error;
        this.#close(end.reason, end.problem);
        throw error;
      }
    }
  }

  async #enter(): Promise<void> {
    const { url = location.origin, getTicket } = this.#options;
    const opening = SignalConnection.open(url, getTicket());
    const device = await pageDevice().catch((error: unknown) => {
      opening.then(
        (signal) => signal.close(),
        () => undefined,
      );
      throw error;
    });
    const signal = await opening;
    const session = this.#isClosed() ? undefined : await this.#joinSession(signal, device);
    if (session === undefined || this.#isClosed()) {
      (session ?? signal).close();
      throw new Error('The media client was closed.');
    }
    if (session.endReason !== undefined) throw new SessionEnded(session.endReason);
    this.#session = session;
    this.#setState({ status: 'connected', role: session.role });
    // Whoever cannot be told who is here is told by the next connection.
    if (session.role !== 'attendee') session.watchPeople().catch(() => undefined);
    await this.#restore(session);
  }

  async #joinSession(signal: SignalConnection, device: Device): Promise<MediaSession> {
    try {
      return await MediaSession.join(signal, device, {
        trackAdded: (track) => this.#setTrack('track-added', track),
        trackChanged: (track) => this.#setTrack('track-changed', track),
        trackRemoved: (track) => {
          this.#tracks.delete(track.id);
          this.#events.emit('track-removed', track);
        },
        viewersChanged: (viewers) => {
          if (viewers === this.#viewers) return;
          this.#viewers = viewers;
          this.#events.emit('viewers', viewers);
        },
        standingChanged: (standing) => this.#stand(standing),
        roleChanged: (role) => this.#events.emit('role', role),
        overflowChanged: (playlistUrl) => this.#events.emit('overflow', playlistUrl),
        mutedByHost: () => {
          const producer = this.#wanted.get('microphone');
          if (producer !== undefined) this.#want({ ...producer, paused: true });
          this.#events.emit('muted', undefined);
        },
        peopleChanged: (change) => this.#events.emit('people', change),
        producerEnded: (source) => void this.stop(source).catch(() => undefined),
        // A session that ends before it is ours is found out by `#enter`, which is waiting for it.
        ended: (reason) => this.#session !== undefined && this.#ended(reason),
      });
    } catch (error) {
      signal.close();
      throw error;
    }
  }

  /** In the audience nothing is sent, and nothing is sent again after a loss. */
  #stand(standing: RoomStanding): void {
    this.#standing = standing;
    if (standing === 'audience' || standing === 'invited') this.#unwantAll();
    this.#events.emit('standing', standing);
  }

  #ended(reason: PeerCloseReason): void {
    this.#session = undefined;
    // It goes with the connection.
    this.#events.emit('overflow', null);
    if (reason !== 'reconnect') return this.#close(reason);
    if (this.#isClosed()) return;
    if (this.#options.restoreProducers !== true) this.#unwantAll();
    this.#setState({ status: 'reconnecting', attempt: 1 });
    this.#connect(1).catch(() => undefined);
  }

  /** Sends again what was being sent. A track that ended meanwhile, or that is refused now, is given up. */
  async #restore(session: MediaSession): Promise<void> {
    for (const { source, track, paused } of this.producers) {
      try {
        if (track.readyState === 'ended') throw new Error('The track has ended.');
        await session.produce(track, source, paused);
      } catch {
        if (this.#session === session) this.#unwant(source);
      }
    }
  }

  async #setPaused(source: MediaSource, paused: boolean): Promise<void> {
    const producer = this.#wanted.get(source);
    if (producer === undefined || producer.paused === paused) return;
    this.#want({ ...producer, paused });
    await this.#session?.setPaused(source, paused);
  }

  #want(producer: LocalProducer): void {
    this.#wanted.set(producer.source, producer);
    this.#events.emit('producers', this.producers);
  }

  #unwant(source: MediaSource): void {
    if (this.#wanted.delete(source)) this.#events.emit('producers', this.producers);
  }

  #unwantAll(): void {
    if (this.#wanted.size === 0) return;
    this.#wanted.clear();
    this.#events.emit('producers', []);
  }

  #setTrack(event: 'track-added' | 'track-changed', track: RemoteTrack): void {
    this.#tracks.set(track.id, track);
    this.#events.emit(event, track);
  }

  #connected(): MediaSession {
    if (this.#session === undefined) throw new Error('The room is not connected.');
    return this.#session;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #isClosed(): boolean {
    return this.#state.status === 'closed';
  }

  #close(reason: MediaCloseReason, problem?: Problem): void {
    if (this.#isClosed()) return;
    this.#setState({ status: 'closed', reason, problem });
    this.#wake?.();
    this.#session?.close();
    this.#session = undefined;
    this.#unwantAll();
  }

  #setState(state: MediaState): void {
    this.#state = state;
    this.#events.emit('state', state);
  }
}
