import {
  defaultBlocks,
  PLAIN_REGISTRATION,
  SiteContent,
  type MembershipId,
  type Picture,
  type PictureKind,
  type SiteAuthor,
  type SiteChange,
  type TenantId,
} from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { SiteDraftModel, SiteModel, SitePictureModel, SiteVersionModel } from './site.model.ts';

/** What visitors see. */
export interface SiteRecord {
  readonly content: SiteContent;
  readonly styleText: string;
  /** Number of the published version; rises by one with every publication. */
  readonly version: number;
  readonly updatedAt: Date;
}
export interface DraftRecord {
  readonly revision: number;
  readonly content: SiteContent;
  readonly updatedAt: Date;
  readonly updatedBy: SiteAuthor;
}
export interface VersionRecord {
  readonly number: number;
  readonly content: SiteContent;
  readonly styleText: string;
  readonly changes: readonly SiteChange[];
  readonly restoredFrom: number | null;
  readonly publishedAt: Date;
  readonly publishedBy: SiteAuthor;
}

const HIDDEN = { _id: 0, tenantId: 0 } as const;
const DEFAULTS = SiteContent.pick({ line: true, settings: true }).parse({});

/** Fills in parts that were not there yet when this was stored. What is stored was checked then, and is not checked again. */
function whole(stored: Partial<SiteContent>): SiteContent {
  const {
    theme,
    profile,
    line,
    settings,
    logo = null,
    background = null,
    videos = [],
    blocks = defaultBlocks(),
    customCss = '',
    disclosure = '',
    registration,
  } = stored;
  return {
    theme,
    profile,
    line: { ...DEFAULTS.line, ...line },
    settings: { ...DEFAULTS.settings, ...settings },
    logo,
    background,
    videos,
    blocks,
    customCss,
    disclosure,
    registration: { ...PLAIN_REGISTRATION, ...registration },
  } as SiteContent;
}

/** Reads and writes the published site of the current tenant. */
export const siteRepository = {
  async find(): Promise<SiteRecord | null> {
    const row = (await SiteModel.findOne({}, HIDDEN).lean()) as (Partial<SiteContent> & SiteRecord) | null;
    if (row === null) return null;
    const { version, updatedAt, styleText = '', ...stored } = row;
    return { content: whole(stored), styleText, version, updatedAt };
  },
  async insert(tenantId: TenantId, content: SiteContent, styleText: string, now: Date): Promise<void> {
    await SiteModel.create([{ _id: tenantId, ...content, styleText, version: 1, updatedAt: now }]);
  },
  /** @returns whether `version` was still the published one */
  async replace(version: number, content: SiteContent, styleText: string, now: Date): Promise<boolean> {
    const { matchedCount } = await SiteModel.updateOne(
      { version },
      { $set: { ...content, styleText, updatedAt: now }, $inc: { version: 1 } },
    );
    return matchedCount === 1;
  },
  /** Gives the published version another style; nothing where another version is published by now. */
  async restyle(version: number, styleText: string): Promise<void> {
    await SiteModel.updateOne({ version }, { $set: { styleText } });
  },
  /** Every tenant whose site has CSS of its own; in a system run. */
  tenantsWithCss: async (): Promise<TenantId[]> => SiteModel.distinct('tenantId', { customCss: { $gt: '' } }),
};

/** Reads and writes the draft of the current tenant. */
export const draftRepository = {
  async find(): Promise<DraftRecord | null> {
    const row = (await SiteDraftModel.findOne({}, HIDDEN).lean()) as DraftRecord | null;
    return row === null ? null : { ...row, content: whole(row.content) };
  },
  async insert(tenantId: TenantId, draft: DraftRecord): Promise<void> {
    await SiteDraftModel.create([{ _id: tenantId, ...draft }]);
  },
  /** @returns whether `revision` was still the present one */
  async replace(revision: number, content: SiteContent, updatedBy: SiteAuthor, now: Date): Promise<boolean> {
    const { matchedCount } = await SiteDraftModel.updateOne(
      { revision },
      { $set: { content, updatedBy, updatedAt: now }, $inc: { revision: 1 } },
    );
    return matchedCount === 1;
  },
};

const toVersion = (row: unknown): VersionRecord => {
  const version = row as VersionRecord;
  return { ...version, content: whole(version.content) };
};

/** Appends to and reads the versions of the current tenant. */
export const versionRepository = {
  async insert(tenantId: TenantId, version: VersionRecord): Promise<void> {
    await SiteVersionModel.create([{ _id: `${tenantId}.${version.number}`, ...version }]);
  },
  async find(number: number): Promise<VersionRecord | null> {
    const row = await SiteVersionModel.findOne({ number }, HIDDEN).lean();
    return row === null ? null : toVersion(row);
  },
  /** Newest first. @param below only versions with a smaller number */
  async list(below: number, limit: number): Promise<Omit<VersionRecord, 'content' | 'styleText'>[]> {
    const rows = await SiteVersionModel.find({ number: { $lt: below } }, { ...HIDDEN, content: 0, styleText: 0 })
      .sort({ number: -1 })
      .limit(limit)
      .lean();
    return rows.map(({ number, changes, restoredFrom = null, publishedAt, publishedBy }) => {
      const { membershipId = null, name } = publishedBy;
      const by = { membershipId: membershipId as MembershipId | null, name };
      return { number, changes: changes as SiteChange[], restoredFrom, publishedAt, publishedBy: by };
    });
  },
  /** The pictures that any version shows. */
  async pictureIds(): Promise<Set<string>> {
    const rows = await SiteVersionModel.find({}, { 'content.logo.id': 1, 'content.background.id': 1 }).lean();
    return new Set(rows.flatMap(({ content }) => pictureIdsOf(content as SiteContent)));
  },
};

/** The pictures that a content shows. */
export const pictureIdsOf = ({ logo, background }: Pick<SiteContent, 'logo' | 'background'>): string[] =>
  [logo, background].flatMap((picture) => (picture === null || picture === undefined ? [] : [picture.id]));

export interface PictureRecord {
  readonly kind: PictureKind;
  readonly picture: Picture;
  readonly files: readonly string[];
}

/** The pictures of the current tenant whose files are stored. */
export const pictureRepository = {
  async put(tenantId: TenantId, record: PictureRecord, now: Date): Promise<void> {
    const _id = `${tenantId}.${record.picture.id}`;
    const $set = { ...record, usedAt: now };
    await retryUpsert(() => SitePictureModel.updateOne({ _id }, { $set }, { upsert: true }));
  },
  /** Finds a picture and notes that it is in use. */
  async use(tenantId: TenantId, kind: PictureKind, id: string, now: Date): Promise<PictureRecord | null> {
    const row = await SitePictureModel.findOneAndUpdate(
      { _id: `${tenantId}.${id}`, kind },
      { $set: { usedAt: now } },
      { new: true },
    ).lean();
    return row as PictureRecord | null;
  },
  async listUnusedSince(before: Date): Promise<PictureRecord[]> {
    const rows = await SitePictureModel.find({ usedAt: { $lt: before } }).lean();
    return rows.map(({ kind, picture, files }) => ({ kind, picture: picture as Picture, files }));
  },
  /** @returns false where somebody began to use it meanwhile */
  async removeUnusedSince(tenantId: TenantId, id: string, before: Date): Promise<boolean> {
    const { deletedCount } = await SitePictureModel.deleteOne({ _id: `${tenantId}.${id}`, usedAt: { $lt: before } });
    return deletedCount === 1;
  },
};
