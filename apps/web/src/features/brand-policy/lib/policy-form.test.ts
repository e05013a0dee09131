import { describe, expect, it } from '@jest/globals';
import { BrandPolicy } from '@stageline/contracts';
import { formOf, hasValue, policyOf } from './policy-form.ts';

const policy = BrandPolicy.parse({
  locks: [{ field: 'theme.primaryColor', value: '#112233', reason: 'One colour.' }],
  allowedPrimaryColors: ['#112233', '#445566'],
  disclaimers: ['First.\nStill the first.', 'Second.'],
  forbiddenWords: [{ word: 'a = b', reason: 'It is a mark.' }].map(({ reason }) => ({ word: 'mark', reason })),
});

describe('policy form', () => {
  it('reads what it wrote, and names the line that says no reason', () => {
    expect(policyOf(formOf(policy))).toEqual({ policy });
    expect(policyOf({ ...formOf(policy), words: 'mark = reason\n\nanother' })).toEqual({ wrongLine: 2 });
  });

  it('knows which parts are locked to a value', () => {
    expect([hasValue('profile.headline'), hasValue('profile.socialLinks'), hasValue('videos')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
