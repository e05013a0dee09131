import type { CreditEntryId, CreditKind, CreditReservationId } from '@stageline/contracts';

export interface CreditEntryRow {
  readonly _id: CreditEntryId;
  readonly kind: CreditKind;
  readonly key: string;
  readonly what: 'grant' | 'purchase' | 'reserve' | 'release' | 'commit' | 'meter';
  readonly month: string;
  readonly allowance: number;
  readonly bought: number;
  readonly units: number;
  readonly at: Date;
}

export interface CreditAccountRow {
  readonly _id: CreditEntryId;
  readonly kind: CreditKind;
  readonly month: string;
  readonly allowance: number;
  /** More than the allowance where something was counted that could not wait. */
  readonly used: number;
  /** Never below zero. */
  readonly bought: number;
  readonly version: number;
}

export interface CreditReservationRow {
  readonly _id: CreditReservationId;
  readonly kind: CreditKind;
  readonly key: string;
  readonly month: string;
  /** Taken from the allowance of that month. */
  readonly allowance: number;
  /** Taken from what was bought. */
  readonly bought: number;
  readonly state: 'held' | 'committed' | 'released';
  readonly attempt: number;
  readonly expiresAt: Date | null;
  readonly at: Date;
}
