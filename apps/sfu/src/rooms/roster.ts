import type { RoomPerson } from '@stageline/contracts';
import type { StageRight } from '@stageline/platform/stage-rights';
import type { Peer } from './peer.ts';
import { PeopleWatch } from './people-watch.ts';

export interface RosterDeps {
  /** Rights to the stage, by identity: those with one are expected, here or not. */
  readonly given: ReadonlyMap<string, StageRight>;
  readonly hasDeclined: (identity: string) => boolean;
}

/** Who is in a room, and what hosts are told of it. */
export class Roster {
  /** By identity, which has one place in a room. */
  readonly #peers = new Map<string, Peer>();
  /** Those among them who may send; few, where the others can be many. */
  readonly #senders = new Set<Peer>();
  /** The attendees among them whose join is answered. */
  readonly #watching = new Set<Peer>();
  readonly #watch = new PeopleWatch((identity) => this.#describe(identity));
  readonly #deps: RosterDeps;

  constructor(deps: RosterDeps) {
    this.#deps = deps;
  }

  get empty(): boolean {
    return this.#peers.size === 0;
  }

  /** Distinct attendees that have joined. */
  get viewers(): number {
    return this.#watching.size;
  }

  get all(): Peer[] {
    return [...this.#peers.values()];
  }

  get senders(): Peer[] {
    return [...this.#senders];
  }

  /** Those to whom new tracks are pushed; the join of some may not be answered yet. */
  get joined(): Peer[] {
    return this.all.filter((peer) => peer.state === 'joined');
  }

  /** Tracks that are sent, or about to be. */
  get sources(): number {
    let sources = 0;
    for (const sender of this.#senders) sources += sender.sources.size;
    return sources;
  }

  /** Whoever has that identity's place, joined or not. */
  at(identity: string): Peer | undefined {
    return this.#peers.get(identity);
  }

  /** Whoever has joined under that identity. */
  find(identity: string): Peer | undefined {
    const peer = this.#peers.get(identity);
    return peer?.state === 'joined' ? peer : undefined;
  }

  /** Gives a peer its place; whoever had it is closed and returned. */
  enter(peer: Peer): Peer | undefined {
    const { identity } = peer.claims;
    const old = this.#peers.get(identity);
    this.#peers.set(identity, peer);
    this.maySend(peer, peer.maySend);
    if (old === undefined) return undefined;
    old.close();
    this.#drop(old);
    return old;
  }

  /** Closes a peer and takes its place away. @returns false when another has that place, or nobody */
  remove(peer: Peer): boolean {
    peer.close();
    if (this.#peers.get(peer.claims.identity) !== peer) return false;
    this.#peers.delete(peer.claims.identity);
    this.#drop(peer);
    return true;
  }

  /** A peer's join is answered. */
  arrived(peer: Peer): void {
    if (peer.isHidden) return;
    if (peer.isViewer) this.#watching.add(peer);
    this.changed(peer.claims.identity);
  }

  /** A peer may send from now on, or no longer. */
  maySend(peer: Peer, may: boolean): void {
    if (may) this.#senders.add(peer);
    else this.#senders.delete(peer);
  }

  /** Everybody who is here, or has a place on the stage; the peer is told of changes from now on. */
  watch(peer: Peer): RoomPerson[] {
    this.#watch.add(peer);
    const identities = new Set([...this.#peers.keys(), ...this.#deps.given.keys()]);
    return [...identities].map((identity) => this.#describe(identity)).filter((person) => person !== null);
  }

  /** Somebody came, went, or stands elsewhere. */
  changed(identity: string): void {
    this.#watch.changed(identity);
  }

  close(): void {
    this.#watch.close();
  }

  #drop(peer: Peer): void {
    this.#watching.delete(peer);
    this.#senders.delete(peer);
    this.#watch.delete(peer);
  }

  /** Null for somebody who is neither here nor expected back on the stage. */
  #describe(identity: string): RoomPerson | null {
    const peer = this.find(identity);
    const right = this.#deps.given.get(identity);
    if (peer === undefined && right === undefined) return null;
    const role = peer?.role ?? 'attendee';
    if (role === 'observer') return null;
    return {
      identity,
      displayName: peer?.claims.displayName ?? right?.displayName ?? '',
      role,
      standing: peer?.standing ?? right?.standing ?? 'audience',
      isHere: peer !== undefined,
      declined: this.#deps.hasDeclined(identity),
    };
  }
}
