import { randomUUID } from 'node:crypto';
import type { PictureKind, SiteContent } from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Clock, Logger } from '@stageline/platform';
import { platformPath } from '@stageline/tenancy';
import type { OpenPicture, SitePictures } from '../site/index.ts';
import { templateMedia, templateVersions } from './templates.repository.ts';
import type { TemplateVersionRecord } from './templates.types.ts';

export interface TemplateMediaDeps {
  readonly storage: StoragePort;
  /** The current tenant's pictures. */
  readonly pictures: Pick<SitePictures, 'open' | 'adopt'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The pictures of templates: each publication keeps copies of its own, and each site gets copies of its own. */
export interface TemplateMedia {
  /** The pictures that the current tenant's content shows; null where one of them is not stored. */
  of(content: SiteContent): Promise<OpenPicture[] | null>;
  /** Keeps copies for a publication. @returns their id; null without any */
  keep(pictures: readonly OpenPicture[]): Promise<string | null>;
  /** Removes what a publication kept; may be done again. */
  drop(id: string): Promise<void>;
  /**
   * Gives the current tenant copies of a version's pictures.
   * @param wanted which of them
   * @returns those that the tenant could not be given, because the version no longer keeps them
   */
  bring(version: TemplateVersionRecord, wanted?: readonly PictureKind[]): Promise<PictureKind[]>;
  /** Removes what no version keeps: publications that never came to be, versions that are gone or long superseded. */
  clean(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60_000;
/** A publication takes seconds; what is older and belongs to no version was left by a crash. */
const UNFINISHED_MS = DAY_MS;
/** Only a site whose provisioning has begun with a version needs its pictures after the next one is there. */
const SUPERSEDED_MS = 7 * DAY_MS;
const KINDS = ['logo', 'background'] as const satisfies readonly PictureKind[];

export function createTemplateMedia({ storage, pictures, clock, logger }: TemplateMediaDeps): TemplateMedia {
  const pathOf = (id: string, file: string) => platformPath('templates', id, file);

  /** A picture as a publication keeps it; null where it keeps none of that kind, or no longer. */
  async function read(id: string | null | undefined, wanted: PictureKind): Promise<OpenPicture | null> {
    const known = id == null ? null : await templateMedia.find(id);
    const record = known?.pictures.find(({ kind }) => kind === wanted);
    if (known === null || record === undefined) return null;
    const files = [];
    for (const name of record.files) {
      const object = await storage.get(pathOf(known.id, name));
      if (object === null) return null;
      files.push({ name, bytes: object.bytes });
    }
    return { kind: wanted, picture: record.picture, files };
  }

  async function drop(id: string): Promise<void> {
    // The note of it last: while it is there, somebody will come back for the files.
    await storage.deleteFolder(platformPath('templates', id));
    await templateMedia.remove(id);
  }

  /** Publications whose pictures somebody may still ask for. */
  async function needed(): Promise<Set<string>> {
    const since = new Date(clock.now().getTime() - SUPERSEDED_MS);
    const versions = await templateVersions.all();
    const ids = versions.flatMap(({ key, media }, index) => {
      const newer = versions[index - 1];
      const isSuperseded = newer?.key === key && newer.publishedAt < since;
      return media == null || isSuperseded ? [] : [media];
    });
    return new Set(ids);
  }

  return {
    drop,

    async of(content) {
      const opened: OpenPicture[] = [];
      for (const kind of KINDS) {
        const named = content[kind];
        if (named === null) continue;
        const picture = await pictures.open(kind, named.id);
        if (picture === null) return null;
        opened.push(picture);
      }
      return opened;
    },

    async keep(given) {
      if (given.length === 0) return null;
      const id = randomUUID();
      const records = given.map(({ files, ...rest }) => ({ ...rest, files: files.map(({ name }) => name) }));
      await templateMedia.insert({ id, pictures: records, createdAt: clock.now() });
      for (const file of given.flatMap(({ files }) => files)) await storage.put(pathOf(id, file.name), file.bytes);
      return id;
    },

    async bring({ key, version, content, media }, wanted = KINDS) {
      const absent: PictureKind[] = [];
      for (const kind of wanted) {
        const id = content[kind]?.id;
        if (id === undefined || (await pictures.adopt(kind, id, () => read(media, kind)))) continue;
        logger.warn({ template: key, version, kind }, 'a picture of a template is no longer kept');
        absent.push(kind);
      }
      return absent;
    },

    async clean() {
      const old = await templateMedia.idsBefore(new Date(clock.now().getTime() - UNFINISHED_MS));
      if (old.length === 0) return;
      const kept = await needed();
      for (const id of old) if (!kept.has(id)) await drop(id);
    },
  };
}
