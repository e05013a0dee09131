import type { LineSettings, SiteProfile, TenantId, Theme } from '@stageline/contracts';
import { SiteModel } from './site.model.ts';

export interface SiteContent {
  readonly theme: Theme;
  readonly profile: SiteProfile;
  readonly line: LineSettings;
}
export interface SiteRecord extends SiteContent {
  readonly logoKey: string | null;
  /** Rises by one with every change. */
  readonly version: number;
  readonly updatedAt: Date;
}

const FIELDS = { _id: 0, tenantId: 0 } as const;

/** Reads and writes the site of the current tenant. */
export const siteRepository = {
  async find(): Promise<SiteRecord | null> {
    return (await SiteModel.findOne({}, FIELDS).lean()) as SiteRecord | null;
  },
  async insert(tenantId: TenantId, content: SiteContent, now: Date): Promise<void> {
    await SiteModel.create([{ _id: tenantId, ...content, version: 1, updatedAt: now }]);
  },
  /** @returns null when the site has another version by now */
  async update(version: number, content: SiteContent, now: Date): Promise<SiteRecord | null> {
    const row = await SiteModel.findOneAndUpdate(
      { version },
      { $set: { ...content, updatedAt: now }, $inc: { version: 1 } },
      { new: true, projection: FIELDS },
    ).lean();
    return row as SiteRecord | null;
  },
  async setLogo(logoKey: string, now: Date): Promise<SiteRecord | null> {
    const row = await SiteModel.findOneAndUpdate(
      {},
      { $set: { logoKey, updatedAt: now }, $inc: { version: 1 } },
      { new: true, projection: FIELDS },
    ).lean();
    return row as SiteRecord | null;
  },
};
