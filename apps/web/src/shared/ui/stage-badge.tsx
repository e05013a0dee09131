import type { Stage } from '../lib/pipelines.ts';
import { Badge } from './badge.tsx';

const tones = { open: 'warning', won: 'success', lost: 'neutral' } as const;

/** Where a lead stands. */
export const StageBadge = ({ stage }: { readonly stage: Pick<Stage, 'id' | 'name' | 'kind'> }) => (
  <Badge tone={stage.id === 'new' ? 'primary' : tones[stage.kind]} dot={stage.kind !== 'lost'}>
    {stage.name}
  </Badge>
);
