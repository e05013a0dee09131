import { describe, expect, it } from '@jest/globals';
import type { LeadView } from '@stageline/contracts';
import type { Stage } from '../../../shared/lib/pipelines.ts';
import type { Board } from '../api/leads.queries.ts';
import { isClosedTo, shiftCounts } from './board.ts';

const stage = (id: Stage['id'], rules: Partial<Stage> = {}): Stage => ({
  id,
  name: id,
  kind: 'open',
  entry: [],
  leadsTo: null,
  ...rules,
});
const board: Board = {
  pipeline: { id: 'default', version: 1, name: null, stages: [], formerStages: [] },
  columns: [
    { stage: 'new', count: 1, items: [], nextCursor: null },
    { stage: 'won', count: 0, items: [], nextCursor: null },
  ],
};
const counts = ({ columns }: Board) => columns.map(({ count }) => count);
const at = (id: 'new' | 'won', pipelineId = 'default') => ({ pipelineId: pipelineId as 'default', stage: id });

describe('counts of a board', () => {
  it('F-03 follow a lead from one stage to another, and from one pipeline to another', () => {
    expect(counts(shiftCounts(board, at('new'), at('won')))).toEqual([0, 1]);
    expect(counts(shiftCounts(board, at('new', 'pip_other'), at('won')))).toEqual([1, 1]);
    expect(counts(shiftCounts(board, at('won'), at('new', 'pip_other')))).toEqual([1, 0]);
    expect(shiftCounts(board, at('new'), at('new'))).toBe(board);
  });
});

describe('closed stages', () => {
  const lead = { assignee: null, person: { phone: null, company: 'Norte' } } as LeadView;
  it('F-01 are those that the stage does not lead to, and those whose rules the lead does not meet', () => {
    const from = stage('new', { leadsTo: ['contacted'] });
    expect(isClosedTo(lead, from, stage('contacted'), true)).toBe(false);
    expect(isClosedTo(lead, from, stage('won'), true)).toBe(true);
    expect(isClosedTo(lead, stage('new'), stage('won', { entry: ['assignee'] }), true)).toBe(true);
    expect(isClosedTo(lead, stage('new'), stage('won', { entry: ['company', 'reason'] }), true)).toBe(false);
  });
  it('L-04 does not take a phone number for missing that the reader may not see', () => {
    const asks = stage('won', { entry: ['phone'] });
    expect(isClosedTo(lead, stage('new'), asks, true)).toBe(true);
    expect(isClosedTo(lead, stage('new'), asks, false)).toBe(false);
  });
});
