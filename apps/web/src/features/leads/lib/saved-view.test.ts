import { describe, expect, it } from '@jest/globals';
import type { SavedView, ViewQuery } from '@stageline/contracts';
import { filterOf } from './address-filter.ts';
import { isSameQuery, mayOpen, moved, searchOfQuery, toOpen } from './saved-view.ts';

const id = 'svw_01jd5x8v1ye1ta8v2s3q4w5e6r' as SavedView['id'];
const query: ViewQuery = { layout: 'list', stage: 'new', sort: 'hottest', q: 'añ & b', stageDays: 7 };
const view = { id, query } as SavedView;
const of = (text: string) => new URLSearchParams(text);

describe('the address of a saved view', () => {
  it('F-03 says all that the view keeps', () => {
    const params = of(searchOfQuery(query, id));
    expect(filterOf(params)).toEqual({ q: 'añ & b', stageDays: 7 });
    expect([params.get('saved'), params.get('view'), params.get('stage'), params.get('sort')]).toEqual([
      id,
      'list',
      'new',
      'hottest',
    ]);
  });

  it('F-03 alone opens the view, and none at all the one that opens first; what it shows by itself is left alone', () => {
    const list = { items: [view], defaultId: id };
    expect(toOpen(of(`saved=${id}`), list)).toBe(view);
    expect(toOpen(of(''), list)).toBe(view);
    expect(toOpen(of(''), { ...list, defaultId: null })).toBeNull();
    expect(toOpen(of('saved=svw_other'), list)).toBeNull();
    for (const text of [`saved=${id}&view=list`, 'view=list', 'q=x'])
      expect([mayOpen(of(text)), toOpen(of(text), list)]).toEqual([false, null]);
  });

  it('F-03 a view is changed when something else is shown, not when it is said in another order', () => {
    expect(isSameQuery(query, { stageDays: 7, q: 'añ & b', sort: 'hottest', stage: 'new', layout: 'list' })).toBe(true);
    expect(isSameQuery(query, { ...query, pipeline: 'default' })).toBe(true);
    expect(isSameQuery(query, { ...query, layout: 'board' })).toBe(false);
    const { stageDays: _days, ...less } = query;
    expect(isSameQuery(query, less)).toBe(false);
  });

  it('F-03 a view goes up and down by one', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
  });
});
