import type { LeadStage } from '@stageline/contracts';
import { defineMessages } from '../i18n/index.ts';
import { Badge } from './badge.tsx';
import { en } from './stages.en.ts';

const stageTexts = defineMessages(en, { de: () => import('./stages.de.ts') });

/** The stages in order. */
export const leadStages = Object.keys(en) as LeadStage[];
/** A stage in the words that people see. */
export const stageLabel = (stage: LeadStage): string => stageTexts()[stage];

const tones = { new: 'primary', contacted: 'warning', qualified: 'warning', won: 'success', lost: 'neutral' } as const;

/** Where a lead stands. */
export const StageBadge = ({ stage }: { readonly stage: LeadStage }) => (
  <Badge tone={tones[stage]} dot={stage !== 'lost'}>
    {stageLabel(stage)}
  </Badge>
);
