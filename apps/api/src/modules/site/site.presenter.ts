import {
  backgroundSourcesOf,
  iconUrlOf,
  logoUrlOf,
  PLAIN_REGISTRATION,
  plainLogoUrlOf,
  type BrandPolicy,
  type LandingBlock,
  type Picture,
  type SiteChange,
  type SiteContent,
  type SiteDraft,
  type SiteVersion,
  type SiteView,
} from '@stageline/contracts';
import { blockTexts, changedFields, isBlockShown, same } from '@stageline/domain';
import { styleKeyOf } from './custom-css.ts';
import type { DraftRecord, SiteRecord, VersionRecord } from './site.repository.ts';

/** What a visitor's page needs of a site, except what changes by itself. */
export function presentPublic(record: SiteRecord, slug: string): Omit<SiteView, 'nextSession' | 'disclaimers'> {
  const { theme, profile, settings, logo, background, videos, blocks, disclosure, registration } = record.content;
  const { simulationSettings: _server, ...line } = record.content.line;
  const styleKey = styleKeyOf(record.styleText);
  return {
    slug,
    theme,
    profile,
    line,
    settings,
    ...(disclosure === '' ? {} : { disclosure }),
    ...(same(registration, PLAIN_REGISTRATION) ? {} : { registration }),
    videos,
    blocks: blocks.filter(isBlockShown),
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

/**
 * What differs, in words: texts as they are, lists line by line, pictures by their size. The page's blocks are one field for
 * whoever merges, and a change of each for whoever reads: `blocks` is their order, `blocks.<key>` what one of them says.
 */
export const changesOf = (before: SiteContent, after: SiteContent): SiteChange[] =>
  changedFields(before, after).flatMap((change) =>
    change.field === 'blocks'
      ? blockChanges(before.blocks, after.blocks)
      : [{ field: change.field, before: textOf(change.before), after: textOf(change.after) }],
  );

function blockChanges(before: readonly LandingBlock[], after: readonly LandingBlock[]): SiteChange[] {
  const order = (blocks: readonly LandingBlock[]) =>
    blocks.map((block) => (isBlockShown(block) ? block.key : `${block.key} (hidden)`)).join('\n');
  const find = (blocks: readonly LandingBlock[], key: string) => blocks.find((block) => block.key === key);
  const changes = [{ field: 'blocks', before: order(before), after: order(after) }].filter(
    (change) => change.before !== change.after,
  );
  const keys = new Set([...after, ...before].map(({ key }) => key));
  return [
    ...changes,
    ...[...keys].flatMap((key): SiteChange[] => {
      const [was, is] = [find(before, key), find(after, key)];
      // The order says it already.
      if (was === undefined || is === undefined || same(withoutPlace(was), withoutPlace(is))) return [];
      return [{ field: `blocks.${key}`, before: wordsOf(was), after: wordsOf(is) }];
    }),
  ];
}

/** What a block says: where it stands, and whether at all, is told with the order. */
const withoutPlace = (block: LandingBlock | undefined) => block && { ...block, hidden: false };
const wordsOf = (block: LandingBlock | undefined): string | null => {
  if (block === undefined) return null;
  const minutes = block.type === 'agenda' ? block.items.map((item) => item.minutes) : [];
  return textOf([
    ...blockTexts([block]).map(({ text }) => text),
    ...minutes.flatMap((each) => (each === undefined ? [] : [`${each} min`])),
  ]);
};

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
