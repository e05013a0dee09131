import type { InstalmentsStanding } from './instalments.ts';
import type { InvoiceFigures } from './ledger.ts';

/** Why something that was bought is closed. `late`: a part of it was not paid for so long that it closes. */
export type AccessClosed = 'unpaid' | 'late' | 'refunded' | 'disputed' | 'lost';

/** What was bought, as far as its money says whether it is open. */
export interface Bought {
  readonly figures: Pick<InvoiceFigures, 'paid' | 'overpaid' | 'refunded' | 'disputed' | 'lost' | 'due'>;
  /** What has to be paid before it opens, in minor units; null for all of it. */
  readonly needed: number | null;
  /** Where the invoice stands in its parts; null where it is paid at once. */
  readonly parts: Pick<InstalmentsStanding, 'state'> | null;
  /** The line of the invoice that it is, and what of that went back; null where it is all of the invoice. */
  readonly line: { readonly gross: number; readonly back: number } | null;
}

/**
 * Whether what somebody bought is open to them: the one rule for seats, orders and all that orders open. It looks at the figures
 * alone, so it comes to the same in whatever order, and however often, they were told. What goes back in part is goodwill; what goes
 * back whole, or is disputed, closes it. Who pays in parts comes in with the first of them, and is out while one is two weeks late.
 * @returns null where it is open, or else why it is not
 */
export function accessOf({ figures, needed, parts, line }: Bought): AccessClosed | null {
  const { paid, overpaid, refunded, disputed, lost, due } = figures;
  const came = paid + overpaid;
  if (lost > 0) return 'lost';
  if (disputed > 0) return 'disputed';
  if (came > 0 && came <= refunded) return 'refunded';
  if (line !== null && line.gross > 0 && line.back >= line.gross) return 'refunded';
  if (came <= 0) return 'unpaid';
  if (parts !== null) return parts.state === 'arrears' ? 'late' : null;
  return (needed === null ? due <= 0 : came >= needed) ? null : 'unpaid';
}
