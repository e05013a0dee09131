import { describe, expect, it } from '@jest/globals';
import type { BuiltInStage, LeadView } from '@stageline/contracts';
import { applyLead, flattenLeads, type LeadPages } from './lead-pages.ts';

const lead = (id: string, minute: number, stage: BuiltInStage = 'new'): LeadView => ({
  id: id as LeadView['id'],
  version: 1,
  pipelineId: 'default',
  stage,
  outcome: stage === 'won' ? 'won' : 'open',
  person: { firstName: id, lastName: 'Example', email: `${id}@example.com`, phone: null, company: null },
  assignee: null,
  response: null,
  attendedMinutes: 0,
  heat: null,
  createdAt: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString(),
  stageChangedAt: new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString(),
});
const list = (...pages: LeadView[][]): LeadPages => ({
  pages: pages.map((items, index) => ({ items, nextCursor: index === pages.length - 1 ? null : `c${index}` })),
  pageParams: pages.map(() => null),
});
const ids = (data: LeadPages) => flattenLeads(data).map((entry) => entry.id as string);

describe('lead pages', () => {
  it('replaces a lead in its place', () => {
    const moved = applyLead(list([lead('c', 3), lead('b', 2)], [lead('a', 1)]), {}, lead('b', 2, 'won'));
    expect(ids(moved)).toEqual(['c', 'b', 'a']);
    expect(flattenLeads(moved)[1]?.stage).toBe('won');
  });

  it('takes a lead out of a list whose filter it left', () => {
    expect(ids(applyLead(list([lead('b', 2), lead('a', 1)]), { stage: 'new' }, lead('b', 2, 'won')))).toEqual(['a']);
  });

  it('puts an arrival first and a returning lead where it was', () => {
    const loaded = list([lead('d', 4), lead('c', 3)], [lead('a', 1)]);
    expect(ids(applyLead(loaded, {}, lead('e', 5)))).toEqual(['e', 'd', 'c', 'a']);
    expect(ids(applyLead(loaded, {}, lead('b', 2)))).toEqual(['d', 'c', 'b', 'a']);
  });

  it('leaves a lead beyond the loaded pages to the next page', () => {
    const partial: LeadPages = { pages: [{ items: [lead('d', 4)], nextCursor: 'more' }], pageParams: [null] };
    expect(applyLead(partial, {}, lead('a', 1))).toBe(partial);
  });

  it('shows a lead once that two pages hold', () => {
    expect(ids(list([lead('b', 2)], [lead('b', 2), lead('a', 1)]))).toEqual(['b', 'a']);
  });
});
