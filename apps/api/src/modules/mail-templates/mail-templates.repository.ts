import type { Locale, MailTemplateBody, MailTemplateKey } from '@stageline/contracts';
import { bulkInsert } from '@stageline/tenancy';
import { MailTemplateModel } from './mail-template.model.ts';

export interface TemplateRow extends MailTemplateBody {
  readonly _id: string;
  readonly key: MailTemplateKey;
  readonly locale: Locale;
  readonly version: number;
  readonly isDefault: boolean;
  readonly savedBy: string | null;
  readonly savedAt: Date;
}
export type TemplateName = Pick<TemplateRow, 'key' | 'locale'>;

const FIELDS = { tenantId: 0 } as const;

/** Versions of the current tenant's mails. */
export const mailTemplatesRepository = {
  /** What goes out now; null while nobody has changed it. */
  newest: ({ key, locale }: TemplateName): Promise<TemplateRow | null> =>
    MailTemplateModel.findOne({ key, locale }, FIELDS).sort({ version: -1 }).lean<TemplateRow>(),

  /** The newest first. */
  versions: ({ key, locale }: TemplateName, limit: number): Promise<TemplateRow[]> =>
    MailTemplateModel.find({ key, locale }, FIELDS).sort({ version: -1 }).limit(limit).lean<TemplateRow[]>(),

  /** False where there is such a version already. */
  async insert(row: TemplateRow): Promise<boolean> {
    const { inserted } = await bulkInsert(MailTemplateModel, [row as never]);
    return inserted === 1;
  },
};
