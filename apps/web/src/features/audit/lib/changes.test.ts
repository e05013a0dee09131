import { describe, expect, it } from '@jest/globals';
import { changesOf } from './changes.ts';

describe('changes of an entry', () => {
  it('are the fields that differ, by their path', () => {
    const before = '{"theme":{"primaryColor":"#111111","typePairing":"modern"},"slug":"a"}';
    const after = '{"theme":{"primaryColor":"#222222","typePairing":"modern"},"benefits":["one"]}';
    expect(changesOf(before, after)).toEqual([
      { field: 'theme.primaryColor', before: '#111111', after: '#222222' },
      { field: 'slug', before: 'a', after: null },
      { field: 'benefits.0', before: null, after: 'one' },
    ]);
  });

  it('are everything where one side is missing, and the text itself where it is no JSON', () => {
    expect(changesOf(null, '{"plan":"pro"}')).toEqual([{ field: 'plan', before: null, after: 'pro' }]);
    expect(changesOf('{', null)).toEqual([{ field: '', before: '{', after: null }]);
    expect(changesOf(null, null)).toEqual([]);
  });
});
