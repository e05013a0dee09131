import type { Picture, PictureKind, SiteContent, TemplateContent } from '@stageline/contracts';
import type { TemplateNames } from '@stageline/domain';
import type { PartsUndo } from './templates.parts.ts';

/** A published version of a template. */
export interface TemplateVersionRecord {
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly note: string;
  readonly source: 'folder' | 'site';
  readonly content: TemplateContent;
  /** Under which id its pictures are kept; null without any. Versions older than pictures have none either. */
  readonly media?: string | null;
  readonly publishedAt: Date;
}

/** The pictures that were kept for one publication. */
export interface TemplateMediaRecord {
  readonly id: string;
  readonly pictures: readonly {
    readonly kind: PictureKind;
    readonly picture: Picture;
    /** Names of its files in the publication's folder. */
    readonly files: readonly string[];
  }[];
  readonly createdAt: Date;
}

/** Where the current tenant's site stands. */
export interface TemplateLink {
  readonly key: string;
  readonly version: number;
  readonly names: TemplateNames;
  readonly undo:
    (PartsUndo & { readonly version: number; readonly content: SiteContent; readonly revision: number }) | null;
}
