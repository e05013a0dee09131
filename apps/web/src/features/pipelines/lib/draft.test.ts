import { describe, expect, it } from '@jest/globals';
import type { Pipeline } from '../../../shared/lib/pipelines.ts';
import { bodyOf, draftOf, emptyStage } from './draft.ts';

const shown: Pipeline = {
  id: 'default',
  version: 2,
  name: 'Sales',
  stages: [
    { id: 'new', name: 'New', kind: 'open', entry: [], leadsTo: ['contacted', 'won'] },
    { id: 'contacted', name: 'Called', kind: 'open', entry: ['phone'], leadsTo: null },
    { id: 'won', name: 'Won', kind: 'won', entry: [], leadsTo: null },
  ],
  formerStages: [],
};
const stored = {
  name: null,
  stages: [
    { id: 'new' as const, name: null },
    { id: 'contacted' as const, name: 'Called' },
    { id: 'won' as const, name: null },
  ],
};

describe('a changed pipeline', () => {
  it('F-01 keeps the own names of what was not renamed, so that every reader sees them in their language', () => {
    const body = bodyOf(draftOf(shown), shown, stored);
    expect(body.name).toBeNull();
    expect(body.stages.map(({ name }) => name)).toEqual([null, 'Called', null]);
  });

  it('F-01 leads nowhere that was taken away, and sends no id for a stage that is new', () => {
    const draft = draftOf(shown);
    const stages = [draft.stages[0]!, { ...emptyStage, name: 'Demo' }, { ...draft.stages[2]!, name: 'Signed' }];
    const body = bodyOf({ name: 'Direct', stages }, shown, stored);
    expect(body).toEqual({
      name: 'Direct',
      stages: [
        { id: 'new', name: null, kind: 'open', entry: [], leadsTo: ['won'] },
        { name: 'Demo', kind: 'open', entry: [], leadsTo: null },
        { id: 'won', name: 'Signed', kind: 'won', entry: [], leadsTo: null },
      ],
    });
  });
});
