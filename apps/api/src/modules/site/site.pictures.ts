import {
  ProblemError,
  type Picture,
  type PictureKind,
  type ProblemIssue,
  type SiteContent,
  type TenantId,
} from '@stageline/contracts';
import type { StoragePort } from '@stageline/integrations/storage';
import type { Clock } from '@stageline/platform';
import { currentTenantId, tenantPath } from '@stageline/tenancy';
import type { PictureFile, PictureMaker } from './picture.ts';
import {
  draftRepository,
  pictureIdsOf,
  pictureRepository,
  siteRepository,
  versionRepository,
} from './site.repository.ts';

/** How long a picture that nothing shows is kept: somebody may still be about to save the draft that names it. */
const GRACE_MS = 24 * 60 * 60_000;

const fields = ['logo', 'background'] as const satisfies readonly PictureKind[];

/** A picture with its files, on its way to where it is kept. */
export interface OpenPicture {
  readonly kind: PictureKind;
  readonly picture: Picture;
  readonly files: readonly PictureFile[];
}

/** The pictures of the current tenant. */
export interface SitePictures {
  /** Makes a picture of an upload and stores its files. @throws ProblemError `unsupported-media-type`, `unavailable` */
  upload(kind: PictureKind, bytes: Buffer): Promise<Picture>;
  /** A picture with its files; null where it, or one of them, is not stored. */
  open(kind: PictureKind, id: string): Promise<OpenPicture | null>;
  /**
   * Stores a copy of a picture that was made for somebody else; one that is here already is only noted as in use.
   * @param read what to copy; asked only when it is needed
   * @returns whether it is here now
   */
  adopt(kind: PictureKind, id: string, read: () => Promise<OpenPicture | null>): Promise<boolean>;
  /**
   * The content with what is really stored under the ids that it names.
   * @throws ProblemError `validation-failed` for a picture that was never uploaded here
   */
  checked(content: SiteContent): Promise<SiteContent>;
  /** The kinds of picture that a content names and whose files are gone. */
  missing(content: SiteContent): Promise<PictureKind[]>;
  /** Removes the files of pictures that neither the draft nor any version shows, a day after they were last used. */
  clean(): Promise<void>;
}

export function createSitePictures(deps: {
  readonly storage: StoragePort;
  readonly maker: PictureMaker;
  readonly clock: Clock;
}): SitePictures {
  const { storage, maker, clock } = deps;
  const pathOf = (tenantId: TenantId, file: string) => tenantPath(tenantId, 'media', file);

  async function store({ kind, picture, files }: OpenPicture): Promise<void> {
    const tenantId = currentTenantId();
    // The files first: a picture that is known is there.
    for (const file of files) await storage.put(pathOf(tenantId, file.name), file.bytes);
    await pictureRepository.put(tenantId, { kind, picture, files: files.map(({ name }) => name) }, clock.now());
  }

  return {
    async upload(kind, bytes) {
      const made = await maker.make(kind, bytes);
      await store({ kind, ...made });
      return made.picture;
    },

    async open(kind, id) {
      const tenantId = currentTenantId();
      const known = await pictureRepository.use(tenantId, kind, id, clock.now());
      if (known === null) return null;
      const files: PictureFile[] = [];
      for (const name of known.files) {
        const object = await storage.get(pathOf(tenantId, name));
        if (object === null) return null;
        files.push({ name, bytes: object.bytes });
      }
      return { kind, picture: known.picture, files };
    },

    async adopt(kind, id, read) {
      if ((await pictureRepository.use(currentTenantId(), kind, id, clock.now())) !== null) return true;
      const copy = await read();
      if (copy !== null) await store(copy);
      return copy !== null;
    },

    async checked(content) {
      let whole = content;
      const issues: ProblemIssue[] = [];
      for (const field of fields) {
        const named = content[field];
        if (named === null) continue;
        const known = await pictureRepository.use(currentTenantId(), field, named.id, clock.now());
        if (known === null)
          issues.push({ in: 'body', pointer: `/content/${field}`, message: 'Please upload this picture again.' });
        else whole = { ...whole, [field]: known.picture };
      }
      if (issues.length > 0) throw new ProblemError('validation-failed', { issues });
      return whole;
    },

    async missing(content) {
      const tenantId = currentTenantId();
      const gone: PictureKind[] = [];
      for (const field of fields) {
        const named = content[field];
        if (named === null) continue;
        const known = await pictureRepository.use(tenantId, field, named.id, clock.now());
        const files =
          known === null ? [null] : await Promise.all(known.files.map((file) => storage.get(pathOf(tenantId, file))));
        if (files.includes(null)) gone.push(field);
      }
      return gone;
    },

    async clean() {
      const tenantId = currentTenantId();
      const before = new Date(clock.now().getTime() - GRACE_MS);
      const unused = await pictureRepository.listUnusedSince(before);
      if (unused.length === 0) return;
      const shown = await versionRepository.pictureIds();
      const [draft, site] = [await draftRepository.find(), await siteRepository.find()];
      for (const each of [draft, site]) for (const id of each === null ? [] : pictureIdsOf(each.content)) shown.add(id);
      for (const { picture, files } of unused) {
        if (shown.has(picture.id) || !(await pictureRepository.removeUnusedSince(tenantId, picture.id, before)))
          continue;
        for (const file of files) await storage.delete(pathOf(tenantId, file));
      }
    },
  };
}
