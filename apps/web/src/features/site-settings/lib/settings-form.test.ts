import { describe, expect, it } from '@jest/globals';
import { type SiteSettings, type SiteView, site } from '@stageline/contracts';
import { draftOf, SettingsForm, valuesOf, withoutEmpty } from './settings-form.ts';

const settings: SiteSettings = site.getSiteSettings.response.parse({
  version: 1,
  slug: 'ana-ruiz',
  theme: { primaryColor: '#3347d6', secondaryColor: '#f2a33a', typePairing: 'modern' },
  profile: { siteName: 'Ana', promoterName: 'Ana Ruiz', headline: 'A promise', welcomeMessage: '', benefits: ['One'] },
  line: {},
  logoUrl: null,
  updatedAt: '2026-01-01T10:00:00.000Z',
});
const served: SiteView = { ...settings, nextSession: null };

describe('settings form', () => {
  it('gives every field a value, so that touching an empty one is no change', () => {
    const { profile } = valuesOf(settings);
    expect(profile).toMatchObject({ contactEmail: '', contactPhone: '', socialLinks: { youtube: '' } });
  });

  it('sends an empty optional field as one that the site does not have', () => {
    const values = valuesOf(settings);
    const typed = {
      ...values,
      profile: { ...values.profile, benefits: ['One', ' '], contactPhone: '+1 555 123 4567' },
    };
    const sent = SettingsForm.parse(withoutEmpty(typed));
    expect(sent.profile.benefits).toEqual(['One']);
    expect(sent.profile).not.toHaveProperty('contactEmail');
    expect(sent.profile.contactPhone).toBe('+1 555 123 4567');
    expect(sent.profile.socialLinks).toEqual({});
  });

  it('previews what is typed and keeps the last whole theme while a colour is half typed', () => {
    const values = valuesOf(settings);
    const typed = {
      ...values,
      theme: { ...values.theme, primaryColor: '#12' },
      profile: { ...values.profile, headline: 'Another promise' },
    };
    const draft = draftOf(served, typed, { ...settings.theme, primaryColor: '#aa0000' });
    expect(draft.profile.headline).toBe('Another promise');
    expect(draft.theme.primaryColor).toBe('#aa0000');
  });
});
