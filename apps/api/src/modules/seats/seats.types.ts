import type { PersonId, SeatId, SessionId } from '@stageline/contracts';

export type SeatState = 'held' | 'waiting' | 'released';

export interface SeatRow {
  readonly _id: SeatId;
  readonly sessionId: SessionId;
  readonly personId: PersonId;
  readonly state: SeatState;
  readonly turn: number;
  readonly releasedBy: 'registrant' | 'member' | 'merge' | 'unpaid' | null;
  readonly createdAt: Date;
}
/** Where a page of seats begins: behind this one. */
export type SeatCursor = Pick<SeatRow, 'turn' | '_id'>;
