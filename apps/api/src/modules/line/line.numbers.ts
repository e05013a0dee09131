import type { site, TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

/** The line's settings of a site, and what it says of how many stand in it. */
export type LineView = site.PublicLine & { readonly showTotal: boolean; readonly showLeaderboard: boolean };

/** Positions and totals as they leave the server. */
export interface LineNumbers {
  /** Added to every position. */
  readonly shift: number;
  /** How many stand in the line. @param left empty places among the positions */
  total(position: number, left: number): number;
}

const SHOWN: LineNumbers = { shift: 0, total: (position, left) => position - left };
const SHIFT_BYTES = 5;

/**
 * A position without gaps tells how many there are. Where the site keeps that to itself, visitors get positions that are
 * moved by a number of the site's own, which nobody can guess: they count on, so nothing changes for who follows them.
 */
export function numbersOf(signer: Pick<Signer, 'sign'>, tenantId: TenantId, { showTotal }: LineView): LineNumbers {
  if (showTotal) return SHOWN;
  const digest = Buffer.from(signer.sign('line', tenantId), 'base64url');
  return { shift: digest.readUIntBE(0, SHIFT_BYTES) + 1, total: () => 0 };
}
