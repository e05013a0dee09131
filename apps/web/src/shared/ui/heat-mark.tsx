import type { LeadHeat } from '@stageline/contracts';
import { heatBand, heatPoints } from '@stageline/domain';
import { Flame } from 'lucide-react';
import { heatTexts } from '../lib/heat-texts.ts';

interface HeatMarkProps {
  readonly heat: LeadHeat | null;
  /** Milliseconds of the epoch: marks cool down on an open page. */
  readonly now: number;
}

/** Beside a name: who is hot, in a word, and who is warm, by a sign; what it is for is said by its title. */
export function HeatMark({ heat, now }: HeatMarkProps) {
  if (heat === null) return null;
  const band = heatBand(heatPoints(new Date(heat.hotUntil), now));
  if (band === 'cold') return null;
  const { bands, because, short } = heatTexts();
  const why = because(bands[band], heat.why.map((kind) => short[kind]).join(', '));
  return band === 'hot' ? (
    <span
      title={why}
      className="inline-flex shrink-0 items-center gap-0.5 self-center rounded-sm bg-warning-tint px-1.5 text-xs leading-4 font-medium text-warning"
    >
      <Flame size={12} aria-hidden="true" className="fill-current" />
      <span aria-hidden="true">{bands.hot}</span>
      <span className="sr-only">{why}</span>
    </span>
  ) : (
    <span title={why} className="inline-flex shrink-0 items-center self-center text-text-muted">
      <Flame size={12} aria-hidden="true" />
      <span className="sr-only">{why}</span>
    </span>
  );
}
