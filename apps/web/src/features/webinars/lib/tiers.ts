import type { EngagementTier } from '@stageline/contracts';

/** From the warmest to those who never came. */
export const TIERS = ['hot', 'warm', 'cool', 'cold', 'no-show'] as const satisfies EngagementTier[];
export const isTier = (value: string | null): value is EngagementTier => TIERS.includes(value as EngagementTier);

/** Colours of the parts of a bar. */
export const tierFills: Readonly<Record<EngagementTier, string>> = {
  hot: 'bg-heat',
  warm: 'bg-primary-text',
  cool: 'bg-primary-text/45',
  cold: 'bg-text-muted/60',
  'no-show': 'bg-text-muted/25',
};
