import type { LeadStage } from '@stageline/contracts';
import { Badge } from './badge.tsx';

/** The stages in order, in the words that people see. */
export const stageLabels: Readonly<Record<LeadStage, string>> = {
  new: 'New',
  contacted: 'Contacted',
  qualified: 'Qualified',
  won: 'Won',
  lost: 'Lost',
};
export const leadStages = Object.keys(stageLabels) as LeadStage[];

const tones = { new: 'primary', contacted: 'warning', qualified: 'warning', won: 'success', lost: 'neutral' } as const;

/** Where a lead stands. */
export const StageBadge = ({ stage }: { readonly stage: LeadStage }) => (
  <Badge tone={tones[stage]} dot={stage !== 'lost'}>
    {stageLabels[stage]}
  </Badge>
);
