import { LineSettings, site, type SiteSettings, type SiteView, Theme } from '@stageline/contracts';
import type { z } from 'zod';

/** What the owner edits: the contract's update without the version, which the page keeps. */
export const SettingsForm = site.updateSiteSettings.body.omit({ version: true });
export type SettingsValues = z.input<typeof SettingsForm>;
export type SettingsResult = z.output<typeof SettingsForm>;

/** The form's first values. */
export const valuesOf = ({ theme, profile, line }: SiteSettings): SettingsValues => ({ theme, profile, line });

/** An empty field of the form is a field that the site does not have. */
export const emptyToUndefined = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/**
 * The site as it would look with what is typed now. Half a colour shows nothing, so the last whole theme stays.
 * @param known the site as it is served now
 */
export function draftOf(known: SiteView, values: SettingsValues, lastTheme: Theme): SiteView {
  const theme = Theme.safeParse(values.theme);
  const line = LineSettings.safeParse(values.line);
  const profile = { ...known.profile, ...values.profile };
  return {
    ...known,
    theme: theme.success ? theme.data : lastTheme,
    profile: {
      ...profile,
      benefits: (profile.benefits ?? []).filter((benefit) => benefit.trim() !== ''),
      socialLinks: profile.socialLinks ?? {},
    },
    line: line.success ? line.data : known.line,
  };
}
