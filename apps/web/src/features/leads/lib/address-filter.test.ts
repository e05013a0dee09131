import { describe, expect, it } from '@jest/globals';
import { filterOf, sortOf } from './address-filter.ts';

const of = (text: string) => new URLSearchParams(text);

describe('what the address narrows leads to', () => {
  it('F-03 is read field by field; what cannot be is left out', () => {
    expect(filterOf(of('q=ann&owner=nobody&stageDays=7&phone=yes&from=2026-01-31&view=board'))).toEqual({
      q: 'ann',
      owner: 'nobody',
      stageDays: 7,
      phone: 'yes',
      from: '2026-01-31',
    });
    expect(filterOf(of('q=&owner=me&stageDays=x&phone=maybe&from=2026-02-31&source=rumour'))).toEqual({});
  });

  it('F-03 asks for an order by the time in a stage only within a stage', () => {
    const list = { view: 'list', hasStage: false, heat: undefined } as const;
    expect(sortOf(of('sort=stage-oldest'), { ...list, hasStage: true })).toBe('stage-oldest');
    expect(sortOf(of('sort=stage-oldest'), list)).toBeUndefined();
    expect(sortOf(of('sort=newest'), list)).toBeUndefined();
  });

  it('F heat: asks for the hottest first in lists and on boards; of those who are hot there is no other order', () => {
    const board = { view: 'board', hasStage: false, heat: undefined } as const;
    expect(sortOf(of('sort=hottest'), board)).toBe('hottest');
    expect(sortOf(of('sort=oldest'), board)).toBeUndefined();
    expect(sortOf(of('sort=oldest'), { ...board, view: 'list', heat: 'hot' })).toBeUndefined();
    expect(filterOf(of('heat=hot'))).toEqual({ heat: 'hot' });
  });
});
