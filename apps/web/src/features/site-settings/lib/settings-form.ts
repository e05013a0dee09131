import { LineSettings, site, type SiteSettings, type SiteView, Theme } from '@stageline/contracts';
import type { z } from 'zod';

/** What the owner edits: the contract's update without the version, which the page keeps. */
export const SettingsForm = site.updateSiteSettings.body.omit({ version: true });
export type SettingsValues = z.input<typeof SettingsForm>;
export type SettingsResult = z.output<typeof SettingsForm>;

const networks = ['facebook', 'instagram', 'linkedin', 'youtube'] as const;

/** The form's first values: every field has one, or the form would take a field that was only touched for changed. */
export function valuesOf({ theme, profile, line }: SiteSettings): SettingsValues {
  const socialLinks = Object.fromEntries(networks.map((name) => [name, profile.socialLinks[name] ?? '']));
  const { contactEmail = '', contactPhone = '' } = profile;
  return { theme, profile: { ...profile, contactEmail, contactPhone, socialLinks }, line };
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
const filled = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !isBlank(value))) as T;

/** What is typed without what was left empty: an empty optional field is one that the site does not have. */
export function withoutEmpty(values: SettingsValues): SettingsValues {
  const { contactEmail, contactPhone, socialLinks, benefits, ...texts } = values.profile;
  const optional = filled({ contactEmail, contactPhone });
  return {
    ...values,
    profile: {
      ...texts,
      ...optional,
      socialLinks: filled(socialLinks ?? {}),
      benefits: (benefits ?? []).filter((benefit) => !isBlank(benefit)),
    },
  };
}

/**
 * The site as it would look with what is typed now. Half a colour shows nothing, so the last whole theme stays.
 * @param known the site as it is served now
 */
export function draftOf(known: SiteView, values: SettingsValues, lastTheme: Theme): SiteView {
  const theme = Theme.safeParse(values.theme);
  const line = LineSettings.safeParse(values.line);
  const { benefits = [], socialLinks = {}, ...texts } = withoutEmpty(values).profile;
  return {
    ...known,
    theme: theme.success ? theme.data : lastTheme,
    profile: { ...texts, benefits, socialLinks },
    line: line.success ? line.data : known.line,
  };
}
