import { describe, expect, it } from '@jest/globals';
import { SiteContent, type SiteView } from '@stageline/contracts';
import { contentOf, draftOf, valuesOf, withoutEmpty } from './content-form.ts';

const content = SiteContent.parse({
  theme: { primaryColor: '#3347d6', secondaryColor: '#f2a33a' },
  profile: { siteName: 'Ana', promoterName: 'Ana Ruiz', headline: 'A promise', welcomeMessage: '', benefits: ['One'] },
});
const served: SiteView = {
  slug: 'ana-ruiz',
  ...content,
  logoUrl: null,
  plainLogoUrl: null,
  iconUrl: null,
  background: null,
  styleUrl: null,
  disclaimers: [],
  nextSession: null,
};

describe('content form', () => {
  it('gives every field a value, so that touching an empty one is no change', () => {
    const { profile } = valuesOf(content);
    expect(profile).toMatchObject({ contactEmail: '', contactPhone: '', promoterId: '', socialLinks: { youtube: '' } });
    expect(contentOf(valuesOf(content))).toEqual(content);
  });

  it('sends an empty optional field as one that the site does not have', () => {
    const values = valuesOf(content);
    const typed = {
      ...values,
      profile: { ...values.profile, benefits: ['One', ' '], contactPhone: '+1 555 123 4567' },
      videos: [{ title: '', url: ' ' }],
    };
    const sent = SiteContent.parse(withoutEmpty(typed));
    expect(sent.profile.benefits).toEqual(['One']);
    expect(sent.profile).not.toHaveProperty('contactEmail');
    expect(sent.profile.contactPhone).toBe('+1 555 123 4567');
    expect([sent.profile.socialLinks, sent.videos]).toEqual([{}, []]);
  });

  it('previews what is typed and keeps the last whole theme while a colour is half typed', () => {
    const values = valuesOf(content);
    const typed = {
      ...values,
      theme: { ...values.theme, primaryColor: '#12' },
      profile: { ...values.profile, headline: 'Another promise' },
    };
    const draft = draftOf(served, typed, { ...content, theme: { ...content.theme, primaryColor: '#aa0000' } });
    expect(draft.profile.headline).toBe('Another promise');
    expect(draft.theme.primaryColor).toBe('#aa0000');
    expect(contentOf(typed)).toBeNull();
  });
});
