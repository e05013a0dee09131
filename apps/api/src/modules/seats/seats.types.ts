import type { PersonId, SeatId, SessionId } from '@stageline/contracts';

export type SeatState = 'held' | 'waiting' | 'released';

/** Who gave a seat up, or why it was taken back. */
export type SeatReleaser = 'registrant' | 'member' | 'merge' | 'unpaid' | 'unconfirmed';

export interface SeatRow {
  readonly _id: SeatId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly state: SeatState;
  readonly turn: number;
  readonly releasedBy: SeatReleaser | null;
  /** When it is looked at whether its address was proved meanwhile; null, or missing, where nobody waits for that. */
  readonly confirmBy?: Date | null;
  readonly createdAt: Date;
}
/** Where a page of seats begins: behind this one. */
export type SeatCursor = Pick<SeatRow, 'turn' | '_id'>;
