import type { ReplayRow } from './replays.types.ts';

/** What somebody who asks for a replay has shown. */
export interface Shown {
  /** They came by their own link, and registered for the masterclass or were in it. */
  readonly isRegistrant: boolean;
  /** They gave the password, now or for a grant that still holds. */
  readonly knowsPassword: boolean;
  /** They have bought it: it is open to them whoever else may see it. */
  readonly hasBought: boolean;
}
export type Gate = 'open' | 'expired' | 'registrants' | 'buyers' | 'password' | 'processing' | 'failed';
type Guarded = Pick<ReplayRow, 'access' | 'expiresAt' | 'state'>;

export const isOver = ({ expiresAt }: Pick<ReplayRow, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && expiresAt <= now;

/** What stands between somebody and a published replay. */
export function gateOf(replay: Guarded, { isRegistrant, knowsPassword, hasBought }: Shown, now: Date): Gate {
  if (isOver(replay, now)) return 'expired';
  if (hasBought) return replay.state === 'ready' ? 'open' : replay.state;
  if (replay.access === 'buyers') return 'buyers';
  if (replay.access === 'registrants' && !isRegistrant) return 'registrants';
  if (replay.access === 'password' && !knowsPassword) return 'password';
  return replay.state === 'ready' ? 'open' : replay.state;
}
