import type { SiteContent, TemplateContent } from '@stageline/contracts';
import type { TemplateNames } from '@stageline/domain';

/** A published version of a template. */
export interface TemplateVersionRecord {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly note: string;
  readonly source: 'folder' | 'site';
  readonly content: TemplateContent;
  readonly publishedAt: Date;
}

/** Where the current tenant's site stands. */
export interface TemplateLink {
  readonly key: string;
  readonly version: number;
  readonly names: TemplateNames;
  readonly undo: { readonly version: number; readonly content: SiteContent; readonly revision: number } | null;
}
