import type { SessionId, SfuReport, TenantId } from '@stageline/contracts';
import type { Clock } from '@stageline/platform';
import type { Peer } from '../rooms/peer.ts';

interface ReportedRoom {
  readonly tenantId: TenantId;
  readonly sessionId: SessionId;
}

type PeerLeft = Extract<SfuReport, { type: 'peer-left' }>;

/** Puts what happens in rooms into the words of the contract. */
export class RoomReporter {
  readonly #write: (report: SfuReport) => void;
  readonly #nodeId: string;
  readonly #clock: Clock;

  constructor(options: { write: (report: SfuReport) => void; nodeId: string; clock: Clock }) {
    this.#write = options.write;
    this.#nodeId = options.nodeId;
    this.#clock = options.clock;
  }

  joined(room: ReportedRoom, peer: Peer): void {
    this.#write({ ...this.#base(room), ...this.#peer(peer), type: 'peer-joined' });
  }

  left(room: ReportedRoom, peer: Peer, reason: PeerLeft['reason']): void {
    this.#write({ ...this.#base(room), ...this.#peer(peer), type: 'peer-left', reason });
  }

  viewersChanged(room: ReportedRoom, viewers: number): void {
    this.#write({ ...this.#base(room), type: 'viewers-changed', viewers });
  }

  alive(room: ReportedRoom & { readonly viewers: number; readonly connectionIds: string[] }): void {
    const { viewers, connectionIds } = room;
    this.#write({ ...this.#base(room), type: 'room-alive', viewers, connectionIds });
  }

  #base({ tenantId, sessionId }: ReportedRoom) {
    return { v: 1 as const, tenantId, sessionId, at: this.#clock.now().toISOString(), nodeId: this.#nodeId };
  }

  #peer({ connectionId, role, claims: { identity } }: Peer) {
    return { connectionId, identity, role };
  }
}
