import type { EngagementTier } from '@stageline/contracts';
import { Flame } from 'lucide-react';
import { Badge } from '../../../shared/ui/index.ts';
import { webinarTexts } from '../texts.ts';

const TONES = {
  hot: 'warning',
  warm: 'primary',
  cool: 'neutral',
  cold: 'neutral',
  'no-show': 'neutral',
} as const satisfies Record<EngagementTier, string>;

/** How warm somebody is, in a word. */
export const TierBadge = ({ tier }: { readonly tier: EngagementTier }) => (
  <Badge
    tone={TONES[tier]}
    dot={tier === 'warm'}
    className={tier === 'no-show' ? 'border border-border bg-transparent' : ''}
  >
    {tier === 'hot' ? <Flame size={12} aria-hidden="true" className="fill-current" /> : null}
    {webinarTexts().tiers[tier]}
  </Badge>
);
