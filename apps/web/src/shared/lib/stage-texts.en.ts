import type { BuiltInStage } from '@stageline/contracts';

/** What the stages and the pipeline are called that every site begins with. */
export const en: Readonly<Record<BuiltInStage | 'pipeline', string>> = {
  pipeline: 'Sales',
  new: 'New',
  contacted: 'Contacted',
  qualified: 'Qualified',
  won: 'Won',
  lost: 'Lost',
};
