import type { MomentKind, SessionId } from '@stageline/contracts';

/** A masterclass that is or was live. */
export interface MomentSession {
  readonly id: SessionId;
  readonly startedAt: Date;
  /** Its end, or now. */
  readonly until: Date;
}

/** Something that happened in it, as a module knows it. */
export interface Mark {
  readonly kind: MomentKind;
  /** Of what it was; with its kind it names the moment. */
  readonly id: string;
  readonly at: Date;
  readonly text?: string;
  readonly name?: string;
  readonly count?: number;
}

/**
 * What a module contributes: marks of what it keeps already, read for the current tenant by an index, at most `limit` of them.
 * The composition root lists the sources; the timeline knows none of them.
 */
export type MomentSource = (session: MomentSession, limit: number) => Promise<readonly Mark[]>;
