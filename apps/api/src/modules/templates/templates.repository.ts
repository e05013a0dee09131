import type { TenantId } from '@stageline/contracts';
import { retryUpsert } from '@stageline/platform/mongo';
import { isDuplicateKey } from '@stageline/tenancy';
import { TemplateLinkModel } from './template-link.model.ts';
import { TemplateMediaModel } from './template-media.model.ts';
import { TemplateVersionModel } from './template-version.model.ts';
import type { TemplateLink, TemplateMediaRecord, TemplateVersionRecord } from './templates.types.ts';

const VERSION = { _id: 0 } as const;
const LINK = { _id: 0, tenantId: 0, updatedAt: 0 } as const;

/** Reads and writes published versions. */
export const templateVersions = {
  async find(key: string, version: number): Promise<TemplateVersionRecord | null> {
    return TemplateVersionModel.findOne({ key, version }, VERSION).lean<TemplateVersionRecord>();
  },
  async latest(key: string): Promise<TemplateVersionRecord | null> {
    return TemplateVersionModel.findOne({ key }, VERSION).sort({ version: -1 }).lean<TemplateVersionRecord>();
  },
  /** Every version without its content, newest first within a template. */
  async all(): Promise<Omit<TemplateVersionRecord, 'content'>[]> {
    return TemplateVersionModel.find({}, { ...VERSION, content: 0 })
      .sort({ key: 1, version: -1 })
      .lean<Omit<TemplateVersionRecord, 'content'>[]>();
  },
  /** @returns false when somebody else published this version first */
  async insert(record: TemplateVersionRecord): Promise<boolean> {
    try {
      await TemplateVersionModel.create([{ _id: `${record.key}@${record.version}`, ...record }]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  },
};

/** Reads and writes what publications keep of pictures. */
export const templateMedia = {
  async insert({ id, ...record }: TemplateMediaRecord): Promise<void> {
    await TemplateMediaModel.create([{ _id: id, ...record, pictures: [...record.pictures] }]);
  },
  async find(id: string): Promise<TemplateMediaRecord | null> {
    const row = await TemplateMediaModel.findById(id).lean();
    return row === null ? null : { id: row._id, pictures: row.pictures, createdAt: row.createdAt };
  },
  async idsBefore(before: Date): Promise<string[]> {
    const rows = await TemplateMediaModel.find({ createdAt: { $lt: before } }, { _id: 1 }).lean();
    return rows.map(({ _id }) => _id);
  },
  async remove(id: string): Promise<void> {
    await TemplateMediaModel.deleteOne({ _id: id });
  },
};

/** Reads and writes where the current tenant's site stands. */
export const templateLink = {
  async find(): Promise<TemplateLink | null> {
    return TemplateLinkModel.findOne({}, LINK).lean<TemplateLink>();
  },
  /** Notes what a new site began with; a second call finds what the first noted. */
  async ensure(tenantId: TenantId, link: Omit<TemplateLink, 'undo'>, now: Date): Promise<void> {
    const $setOnInsert = { ...link, undo: null, updatedAt: now };
    await retryUpsert(() => TemplateLinkModel.updateOne({ _id: tenantId }, { $setOnInsert }, { upsert: true }));
  },
  /** @returns false when the site is at another version by now */
  async move(from: number, link: Omit<TemplateLink, 'key'>, now: Date): Promise<boolean> {
    const { matchedCount } = await TemplateLinkModel.updateOne(
      { version: from },
      { $set: { ...link, updatedAt: now } },
    );
    return matchedCount === 1;
  },
};
