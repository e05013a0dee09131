import { describe, expect, it } from '@jest/globals';
import { SiteContent } from '@stageline/contracts';
import fc from 'fast-check';
import { contrastFindings } from './contrast-check.ts';
import { contrastOf } from './colour.ts';
import { changedFields, mergeContent, withField } from './site-fields.ts';

const base = SiteContent.parse({
  theme: { primaryColor: '#1e3a8a', secondaryColor: '#f59e0b' },
  profile: { siteName: 'Ana', promoterName: 'Ana Ruiz', headline: 'One', welcomeMessage: '', benefits: ['a', 'b'] },
});

describe('changedFields', () => {
  it('names each field that differs, lists as a whole, and nothing for another order of keys', () => {
    const after = withField(withField(base, 'profile.socialLinks.x', 'https://x.com/ana'), 'profile.benefits', ['b']);
    expect(changedFields(base, after)).toEqual([
      { field: 'profile.benefits', before: ['a', 'b'], after: ['b'] },
      { field: 'profile.socialLinks.x', before: undefined, after: 'https://x.com/ana' },
    ]);
    const { theme, ...rest } = base;
    expect(changedFields(base, { ...rest, theme: { ...theme } })).toEqual([]);
    expect(changedFields(after, withField(after, 'profile.socialLinks.x', undefined))).toHaveLength(1);
  });
});

describe('mergeContent', () => {
  it('A-13 brings changes of different fields together and overwrites none of the same field', () => {
    const ours = withField(withField(base, 'profile.headline', 'Ours'), 'theme.primaryColor', '#000000');
    const theirs = withField(withField(base, 'profile.headline', 'Theirs'), 'profile.siteName', 'New');
    const { content, collisions } = mergeContent(base, ours, theirs);
    expect(content).toMatchObject({
      theme: { primaryColor: '#000000' },
      profile: { headline: 'Theirs', siteName: 'New' },
    });
    expect(collisions).toEqual([{ field: 'profile.headline', base: 'One', before: 'Theirs', after: 'Ours' }]);
    expect(mergeContent(base, ours, ours)).toEqual({ content: ours, collisions: [] });
  });
});

describe('contrastFindings', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

  it('A-10 refuses a colour only with a shade beside it that passes', () => {
    fc.assert(
      fc.property(hex, hex, (primaryColor, secondaryColor) => {
        for (const { token, text, ratio, suggestion } of contrastFindings({ primaryColor, secondaryColor })) {
          expect(ratio).toBeLessThan(4.5);
          expect(contrastOf(suggestion, text)).toBeGreaterThanOrEqual(4.5);
          const mended = { primaryColor: '#000000', secondaryColor: '#000000', [token]: suggestion };
          expect(contrastFindings(mended)).toEqual([]);
        }
      }),
    );
  });

  it('A-10 finds white on a middling blue, and nothing on a deep or a pale colour', () => {
    const [finding, ...others] = contrastFindings({ primaryColor: '#3b82f6', secondaryColor: '#facc15' });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ token: 'primaryColor', text: '#ffffff', suggestion: expect.stringMatching(/^#/) });
  });
});
