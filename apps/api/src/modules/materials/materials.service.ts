import path from 'node:path';
import {
  idSchemas,
  MaterialRemoved,
  MaterialUploaded,
  MOST_MATERIALS,
  ProblemError,
  type Material,
  type MaterialId,
  type MembershipId,
  type PersonId,
  type SessionId,
} from '@stageline/contracts';
import { newId, type Clock } from '@stageline/platform';
import type { UnitOfWork } from '@stageline/platform/outbox';
import { currentTenantId } from '@stageline/tenancy';
import type { StreamedFile } from '../../http/route.ts';
import type { AuditLog } from '../audit/index.ts';
import { leadMerges } from '../leads/index.ts';
import type { SessionsService } from '../sessions/index.ts';
import type { MaterialFiles } from './material-files.ts';
import type { MaterialAddresses } from './materials.addresses.ts';
import type { MaterialsBoard } from './materials.board.service.ts';
import type { MaterialRow, MaterialsRepository } from './materials.repository.ts';
import { drawPage, inspectPdf } from './pdf.ts';

const MAX_NAME = 120;

export interface MaterialsDeps {
  readonly repository: MaterialsRepository;
  readonly files: MaterialFiles;
  readonly addresses: MaterialAddresses;
  readonly board: MaterialsBoard;
  readonly sessions: Pick<SessionsService, 'get'>;
  readonly entitlements: {
    /** Whether somebody has bought the files of a masterclass. */
    hasMaterials(personId: PersonId, sessionId: SessionId): Promise<boolean>;
  };
  readonly bans: { isBanned(sessionId: SessionId, personId: PersonId): Promise<boolean> };
  readonly unitOfWork: UnitOfWork;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** The name of a file as a person may read it: no folders, nothing invisible, and `.pdf` at its end. */
export function fileNameOf(given: string): string {
  const words = given
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .split(/[\\/]/u)
    .at(-1)!
    .trim();
  const { name } = path.parse(words);
  return `${[...name].slice(0, MAX_NAME).join('') || 'document'}.pdf`;
}

/** The files of the current tenant's masterclasses (C-04, C-11). */
export function createMaterials(deps: MaterialsDeps) {
  const { repository, files, addresses, board, sessions, bans, unitOfWork, audit, clock } = deps;

  function present(row: MaterialRow): Material {
    const { _id: id, name, bytes, pages, state, pagesReady, isGiven, downloads } = row;
    const numbers = state === 'ready' ? Array.from({ length: pages }, (_, index) => index + 1) : [];
    const pageUrls = numbers.map((page) => addresses.slideUrl(currentTenantId(), id, page));
    return { id, name, bytes, pages, state, pagesReady, isGiven, downloads, pageUrls };
  }

  async function list(sessionId: SessionId): Promise<{ items: Material[] }> {
    return { items: (await repository.list(sessionId, MOST_MATERIALS)).map(present) };
  }

  /** Removes what was stored of an upload that came to no end. Harmless when repeated, and for one that did. */
  async function abandon(id: MaterialId): Promise<void> {
    if ((await repository.find(id)) === null) await files.remove(id);
    await repository.endUpload(id);
  }

  async function assertPlace(sessionId: SessionId): Promise<void> {
    if ((await repository.list(sessionId, MOST_MATERIALS)).length >= MOST_MATERIALS)
      throw new ProblemError('limit-reached');
  }

  return {
    list,
    abandon,

    /** The same for the dashboard. @throws ProblemError `not-found` */
    async listOf(sessionId: SessionId): Promise<{ items: Material[] }> {
      await sessions.get(sessionId);
      return list(sessionId);
    },

    /**
     * Takes a PDF, judged by what is in it. Where it is refused, nothing of it is kept.
     * @throws ProblemError `not-found`; `payload-too-large`; `pdf-unreadable`, `pdf-protected`, `pdf-too-long`; `limit-reached`
     */
    async upload(actorId: MembershipId, sessionId: SessionId, { filename, content }: StreamedFile): Promise<Material> {
      await sessions.get(sessionId);
      await assertPlace(sessionId);
      const id = newId('mtl');
      const facts = { _id: id, sessionId, name: fileNameOf(filename), createdAt: clock.now() };
      const begun = { state: 'processing', pagesReady: 0, isGiven: false, downloads: 0 } as const;
      const { pages, bytes } = await files.inFolder(async (folder) => {
        const file = await files.receive(folder, content);
        const found = await inspectPdf(folder, file);
        await repository.beginUpload(id, clock.now());
        return { pages: found, bytes: await files.store(id, folder) };
      });
      const row = { ...facts, ...begun, pages, bytes };
      try {
        await unitOfWork.run(async (tx) => {
          // It lasted so long that what is stored may be gone.
          if (!(await repository.endUpload(id))) throw new ProblemError('unavailable');
          await repository.insert(row);
          const target = { type: 'material', id, name: row.name } as const;
          await audit.record({ action: 'material.uploaded', actorId, target, after: { sessionId, pages, bytes } });
          tx.record(MaterialUploaded, { sessionId, fileId: id });
        });
      } catch (error) {
        await abandon(id);
        throw error;
      }
      return present(row);
    },

    /** Again: nothing. @throws ProblemError `not-found` */
    async remove(actorId: MembershipId, sessionId: SessionId, id: MaterialId): Promise<void> {
      const row = await repository.findIn(sessionId, id);
      if (row === null) throw new ProblemError('not-found');
      const claims = { tenantId: currentTenantId(), sessionId, identity: actorId };
      await board.withdraw(claims, id, () =>
        unitOfWork.run(async (tx) => {
          await repository.remove(id);
          const target = { type: 'material', id, name: row.name } as const;
          await audit.record({ action: 'material.removed', actorId, target, after: { sessionId } });
          tx.record(MaterialRemoved, { sessionId, fileId: id });
        }),
      );
    },

    /** Makes the pictures of its pages, one after another. Nothing where it is gone, or done. @throws for another attempt */
    async render(id: MaterialId): Promise<void> {
      const row = await repository.find(id);
      if (row === null || row.state !== 'processing') return;
      await files.inFolder(async (folder) => {
        const file = await files.fetch(folder, id);
        for (let page = 1; page <= row.pages; page += 1) {
          const picture = await drawPage(folder, file, page);
          if (picture === null) throw new Error(`Page ${page} of ${id} cannot be drawn`);
          await files.storePage(id, page, picture);
          if (!(await repository.progress(id, page, page === row.pages ? 'ready' : 'processing')))
            return files.remove(id);
        }
        return undefined;
      });
    },

    /** No attempt is left: it can still be given to the audience, and not shown. */
    async giveUp(id: MaterialId): Promise<void> {
      const row = await repository.find(id);
      if (row?.state === 'processing') await repository.progress(id, row.pagesReady, 'failed');
    },

    /** What is stored of one that was removed. Harmless when repeated. */
    async cleanUp(id: MaterialId): Promise<void> {
      if ((await repository.find(id)) === null) await files.remove(id);
    },

    /** The picture of a page. @throws ProblemError `not-found`, also for an address that we did not give */
    async picture(id: MaterialId, page: number, key: string): Promise<AsyncIterable<Buffer>> {
      const isOurs = addresses.isSlide(currentTenantId(), id, page, key);
      const content = isOurs ? await files.readPage(id, page) : null;
      if (content === null) throw new ProblemError('not-found');
      return content;
    },

    /** What somebody of a masterclass fetches its handouts with. */
    pass: (sessionId: SessionId, identity: PersonId | MembershipId): string =>
      addresses.pass(currentTenantId(), sessionId, identity),

    /** A file that was given, or bought with all others of its masterclass; counted once for each of the audience who takes it. @throws ProblemError `not-found` */
    async download(id: MaterialId, pass: string): Promise<{ name: string; content: AsyncIterable<Buffer> }> {
      const row = await repository.find(id);
      const holder = row === null ? null : addresses.holderOf(currentTenantId(), row.sessionId, pass);
      if (row === null || holder === null) throw new ProblemError('not-found');
      const identity = await leadMerges.personOf(holder);
      const { sessionId } = row;
      if (!row.isGiven && !(await deps.entitlements.hasMaterials(identity as PersonId, sessionId)))
        throw new ProblemError('not-found');
      if (await bans.isBanned(row.sessionId, identity as PersonId)) throw new ProblemError('not-found');
      const content = await files.read(id);
      if (content === null) throw new ProblemError('not-found');
      const person = idSchemas.per.safeParse(identity);
      if (person.success) await unitOfWork.run(() => repository.countDownload(id, person.data, clock.now()));
      return { name: row.name, content };
    },

    /** What was given in a masterclass, with the addresses of one person. */
    async handoutsOf(sessionId: SessionId, personId: PersonId) {
      const { handouts } = await board.board(sessionId);
      const pass = addresses.pass(currentTenantId(), sessionId, personId);
      return handouts.map(({ id, name, bytes }) => ({ name, bytes, url: addresses.handoutUrl(id, pass) }));
    },

    /** Every file of a masterclass, with the addresses of one person: they lead nowhere unless it was given or bought. */
    async filesFor(sessionId: SessionId, personId: PersonId) {
      const rows = await repository.list(sessionId, MOST_MATERIALS);
      const pass = addresses.pass(currentTenantId(), sessionId, personId);
      return rows.map(({ _id, name, bytes }) => ({ name, bytes, url: addresses.handoutUrl(_id, pass) }));
    },
  };
}
export type Materials = ReturnType<typeof createMaterials>;
