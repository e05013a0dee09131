import {
  ProblemError,
  STAGE_SEATS,
  type RoomRole,
  type RoomStanding,
  type SessionId,
  type TenantId,
  type TransportOffer,
} from '@stageline/contracts';
import type { StageRight, StageRights } from '@stageline/platform/stage-rights';
import type { Peer } from './peer.ts';
import { rolePermissions } from './permissions.ts';

export interface StageDeps {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
  readonly rights: StageRights;
  /** What was given before this room was made, by identity. */
  readonly given: Map<string, StageRight>;
  /** Whoever is in the room under that identity. */
  readonly find: (identity: string) => Peer | undefined;
  /** Gives a peer something to send over. @throws ProblemError when it has that, or is gone */
  readonly openSend: (peer: Peer) => Promise<TransportOffer>;
  /** Ends all that a peer sends. */
  readonly closeSend: (peer: Peer) => void;
  /** Called when somebody stands elsewhere than before. */
  readonly onChanged: (identity: string) => void;
}

/**
 * Who of those that are not hosts may come onto the stage (C-01). A right is written down before it is used, and taken here before it
 * is crossed out, so that whatever fails leaves somebody with less and never with more. Both go over one connection in the
 * order in which they are said.
 */
export class Stage {
  readonly #deps: StageDeps;
  readonly #given: Map<string, StageRight>;
  readonly #declined = new Set<string>();

  constructor(deps: StageDeps) {
    this.#deps = deps;
    this.#given = deps.given;
  }

  /** Where somebody of that role stands. */
  standingOf(identity: string, role: RoomRole): RoomStanding {
    return rolePermissions[role].onStage ? 'host' : (this.#given.get(identity)?.standing ?? 'audience');
  }

  /** Takes over an invitation that was written down elsewhere. Harmless when repeated. */
  expect(identity: string, right: StageRight): void {
    if (this.#given.has(identity)) return;
    this.#given.set(identity, right);
    this.#declined.delete(identity);
    this.#put(identity, 'invited');
  }

  /** Those with a right, here or not. */
  get given(): ReadonlyMap<string, StageRight> {
    return this.#given;
  }

  hasDeclined(identity: string): boolean {
    return this.#declined.has(identity);
  }

  /**
   * Asks an attendee to come. Harmless when repeated.
   * @throws ProblemError `not-found` for nobody of the audience, `illegal-transition` for somebody who is on the stage,
   *   `panel-full`, `unavailable`
   */
  async invite(identity: string): Promise<void> {
    const { displayName } = this.#attendee(identity).claims;
    const before = this.#given.get(identity);
    if (before?.standing === 'panelist') throw new ProblemError('illegal-transition');
    if (before === undefined) {
      if (this.#given.size >= STAGE_SEATS) throw new ProblemError('panel-full');
      const right: StageRight = { standing: 'invited', displayName };
      // It takes its seat at once, or two invitations could take the last one.
      this.#given.set(identity, right);
      try {
        await this.#keep(identity, right);
      } catch (error) {
        if (this.#given.get(identity) === right) this.#given.delete(identity);
        throw error;
      }
      if (this.#given.get(identity) !== right) return;
    }
    this.#declined.delete(identity);
    this.#put(identity, 'invited');
  }

  /**
   * Takes an invitation back, or somebody off the stage, here or not. Harmless when repeated.
   * @throws ProblemError `not-found`, `unavailable` when it may come back with the process; to be tried again
   */
  async remove(identity: string): Promise<void> {
    if (!this.#given.delete(identity)) this.#attendee(identity);
    else this.#put(identity, 'audience');
    await this.#forget(identity);
  }

  /**
   * Pauses a panelist's microphone. Harmless when it is off.
   * @throws ProblemError `not-found`, `illegal-transition` for somebody who is not on the stage
   */
  async mute(identity: string): Promise<void> {
    const peer = this.#attendee(identity);
    if (peer.standing !== 'panelist') throw new ProblemError('illegal-transition');
    const microphones = [...peer.producers.values()].filter(({ source }) => source === 'microphone');
    await Promise.all(microphones.map(({ media }) => media.pause()));
    peer.link.tell('stage:muted', {});
  }

  /** An invited peer comes onto the stage. @throws ProblemError `illegal-transition`, `unavailable` */
  async accept(peer: Peer): Promise<TransportOffer> {
    const { identity } = peer.claims;
    const right = this.#given.get(identity);
    if (right?.standing !== 'invited') throw new ProblemError('illegal-transition');
    const offer = await this.#deps.openSend(peer);
    const place: StageRight = { ...right, standing: 'panelist' };
    try {
      this.#stillInvited(peer, right);
      await this.#keep(identity, place);
      this.#stillInvited(peer, right);
    } catch (error) {
      this.#deps.closeSend(peer);
      // Lost on its way: whoever comes back is invited still, also after a restart.
      if (this.#given.get(identity) === right) await this.#keep(identity, right);
      throw error;
    }
    this.#given.set(identity, place);
    peer.standing = 'panelist';
    this.#deps.onChanged(identity);
    return offer;
  }

  /** An invited peer says no. @throws ProblemError `unavailable` */
  async decline(peer: Peer): Promise<void> {
    this.#declined.add(peer.claims.identity);
    await this.#stepBack(peer);
  }

  /** A panelist steps down. @throws ProblemError `unavailable` */
  async leave(peer: Peer): Promise<void> {
    await this.#stepBack(peer);
  }

  async #stepBack(peer: Peer): Promise<void> {
    const { identity } = peer.claims;
    this.#given.delete(identity);
    this.#deps.closeSend(peer);
    peer.standing = 'audience';
    this.#deps.onChanged(identity);
    await this.#forget(identity);
  }

  #stillInvited(peer: Peer, right: StageRight): void {
    if (this.#given.get(peer.claims.identity) !== right) throw new ProblemError('illegal-transition');
    if (peer.state !== 'joined') throw new ProblemError('unavailable');
  }

  /** @throws ProblemError `not-found` */
  #attendee(identity: string): Peer {
    const peer = this.#deps.find(identity);
    if (peer === undefined || peer.standing === 'host' || peer.isHidden) throw new ProblemError('not-found');
    return peer;
  }

  /** Lets somebody stand elsewhere because another said so, and tells them. */
  #put(identity: string, standing: 'audience' | 'invited'): void {
    const peer = this.#deps.find(identity);
    if (peer !== undefined) {
      if (standing === 'audience') this.#deps.closeSend(peer);
      peer.standing = standing;
      peer.link.tell('stage:changed', { standing });
    }
    this.#deps.onChanged(identity);
  }

  #keep(identity: string, right: StageRight): Promise<void> {
    const { rights, tenantId, sessionId } = this.#deps;
    return stored(rights.set(tenantId, sessionId, identity, right));
  }

  #forget(identity: string): Promise<void> {
    const { rights, tenantId, sessionId } = this.#deps;
    return stored(rights.remove(tenantId, sessionId, identity));
  }
}

/** @throws ProblemError `unavailable` when Redis does not take it */
async function stored(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw new ProblemError('unavailable', { cause: error });
  }
}
