import {
  backgroundSourcesOf,
  iconUrlOf,
  logoUrlOf,
  plainLogoUrlOf,
  type BrandPolicy,
  type Picture,
  type SiteChange,
  type SiteContent,
  type SiteDraft,
  type SiteVersion,
  type SiteView,
} from '@stageline/contracts';
import { changedFields } from '@stageline/domain';
import { styleKeyOf } from './custom-css.ts';
import type { DraftRecord, SiteRecord, VersionRecord } from './site.repository.ts';

/** What a visitor's page needs of a site, except what changes by itself. */
export function presentPublic(record: SiteRecord, slug: string): Omit<SiteView, 'nextSession' | 'disclaimers'> {
  const { theme, profile, settings, logo, background, videos, disclosure } = record.content;
  const { simulationSettings: _server, ...line } = record.content.line;
  const styleKey = styleKeyOf(record.styleText);
  return {
    slug,
    theme,
    profile,
    line,
    settings,
    ...(disclosure === '' ? {} : { disclosure }),
    videos,
    logoUrl: logo && logoUrlOf(logo),
    plainLogoUrl: logo && plainLogoUrlOf(logo),
    iconUrl: logo && iconUrlOf(logo),
    background: background && backgroundSourcesOf(background),
    styleUrl: styleKey && `/media/${styleKey}`,
  };
}

/** What the editor shows. */
export function presentDraft(
  draft: DraftRecord,
  site: SiteRecord,
  more: {
    readonly slug: string;
    readonly styleText: string;
    readonly policy: BrandPolicy;
    readonly maySimulate: boolean;
  },
): SiteDraft {
  return {
    ...more,
    revision: draft.revision,
    content: draft.content,
    changes: changesOf(site.content, draft.content),
    updatedAt: draft.updatedAt.toISOString(),
    updatedBy: draft.updatedBy,
    published: { number: site.version, at: site.updatedAt.toISOString() },
  };
}

/** A version as the history lists it. */
export function presentVersion(version: Omit<VersionRecord, 'content' | 'styleText'>): SiteVersion {
  const { number, publishedAt, publishedBy, restoredFrom, changes } = version;
  return { number, publishedAt: publishedAt.toISOString(), publishedBy, restoredFrom, changes: [...changes] };
}

/** Longest text of one side of a change; a history is read, not restored from. */
const MAX_TEXT = 300;

/** What differs, in words: texts as they are, lists line by line, pictures by their size. */
export const changesOf = (before: SiteContent, after: SiteContent): SiteChange[] =>
  changedFields(before, after).map((change) => ({
    field: change.field,
    before: textOf(change.before),
    after: textOf(change.after),
  }));

function textOf(value: unknown): string | null {
  const text = fullTextOf(value);
  if (text === null || text.length <= MAX_TEXT) return text;
  return `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}

function fullTextOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((item) => fullTextOf(item) ?? '').join('\n');
  if (typeof value !== 'object') return String(value);
  if ('widths' in value && 'id' in value) {
    const { id, width, height } = value as unknown as Picture;
    return `Picture ${id.slice(0, 6)}, ${width} × ${height}`;
  }
  if ('url' in value && 'title' in value) return `${String(value.title)}: ${String(value.url)}`;
  const texts = Object.entries(value).map(([name, each]) => `${name}: ${fullTextOf(each) ?? ''}`);
  return texts.length === 0 ? null : texts.join('\n');
}
