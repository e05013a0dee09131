import type { site } from '@stageline/contracts';
import type { SiteRecord } from './site.repository.ts';

/** The address of a stored logo on the site's own host; its name is a hash of its bytes, so it may be cached for ever. */
export const logoUrlOf = (logoKey: string | null): string | null => (logoKey === null ? null : `/media/${logoKey}`);

/** What the site's owner edits. */
export function presentSettings(record: SiteRecord, slug: string): site.SiteSettings {
  const { version, theme, profile, line, logoKey, updatedAt } = record;
  return { version, slug, theme, profile, line, logoUrl: logoUrlOf(logoKey), updatedAt: updatedAt.toISOString() };
}

/** What a visitor's page needs. */
export function presentPublic(record: SiteRecord, slug: string, nextSession: site.PublicSession | null): site.SiteView {
  const { theme, profile, line, logoKey } = record;
  return { slug, theme, profile, line, logoUrl: logoUrlOf(logoKey), nextSession };
}
