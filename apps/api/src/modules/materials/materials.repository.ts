import type { Material, MaterialId, MembershipId, PersonId, SessionId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, findRows } from '@stageline/tenancy';
import { MaterialDownloadModel, MaterialModel, MaterialUploadModel, SlideTurnModel } from './materials.model.ts';

export interface MaterialRow extends Pick<
  Material,
  'name' | 'bytes' | 'pages' | 'state' | 'pagesReady' | 'isGiven' | 'downloads'
> {
  readonly _id: MaterialId;
  readonly sessionId: SessionId;
  readonly createdAt: Date;
}
/** What was before the audience from an instant on. */
export interface SlideTurn {
  readonly revision: number;
  readonly fileId: MaterialId | null;
  readonly page: number | null;
  readonly pages: number | null;
  readonly at: Date;
  readonly by: PersonId | MembershipId;
}

const FIELDS = {
  sessionId: 1,
  name: 1,
  bytes: 1,
  pages: 1,
  state: 1,
  pagesReady: 1,
  isGiven: 1,
  downloads: 1,
  createdAt: 1,
} as const;
const TURN_FIELDS = { revision: 1, fileId: 1, page: 1, pages: 1, at: 1, by: 1 } as const;

/** Reads and writes of the files of masterclasses; every call runs in the current tenant. */
export function createMaterialsRepository() {
  return {
    async insert(row: MaterialRow): Promise<void> {
      await bulkInsert(MaterialModel, [row]);
    },

    /** That a file is about to be stored, for whoever finds it without a row. */
    async beginUpload(id: MaterialId, at: Date): Promise<void> {
      await bulkInsert(MaterialUploadModel, [{ _id: id, at }]);
    },

    /** False where somebody has given it up meanwhile. */
    async endUpload(id: MaterialId): Promise<boolean> {
      return (await MaterialUploadModel.deleteOne({ _id: id })).deletedCount === 1;
    },

    async find(id: MaterialId): Promise<MaterialRow | null> {
      return MaterialModel.findOne({ _id: id }, FIELDS).lean<MaterialRow>();
    },

    async findIn(sessionId: SessionId, id: MaterialId): Promise<MaterialRow | null> {
      return MaterialModel.findOne({ _id: id, sessionId }, FIELDS).lean<MaterialRow>();
    },

    /** In the order in which they were added. */
    async list(sessionId: SessionId, limit: number): Promise<MaterialRow[]> {
      return findRows(MaterialModel, { sessionId }, { projection: FIELDS, sort: { _id: 1 }, limit });
    },

    /** Notes how many pages there are pictures of; `ready` where that is all of them. False where the file is gone. */
    async progress(id: MaterialId, pagesReady: number, state: MaterialRow['state']): Promise<boolean> {
      return (await MaterialModel.updateOne({ _id: id }, { $set: { pagesReady, state } })).matchedCount === 1;
    },

    async setGiven(id: MaterialId, isGiven: boolean): Promise<void> {
      await MaterialModel.updateOne({ _id: id }, { $set: { isGiven } });
    },

    /** False where it is gone already. */
    async remove(id: MaterialId): Promise<boolean> {
      return (await MaterialModel.deleteOne({ _id: id })).deletedCount === 1;
    },

    /** What is before the audience now; null before the first slide. */
    async lastTurn(sessionId: SessionId): Promise<SlideTurn | null> {
      return SlideTurnModel.findOne({ sessionId }, TURN_FIELDS).sort({ revision: -1 }).lean<SlideTurn>();
    },

    async insertTurn(sessionId: SessionId, turn: SlideTurn): Promise<void> {
      await bulkInsert(SlideTurnModel, [{ _id: newId('sld'), sessionId, ...turn }]);
    },

    /** Counts somebody once, in a transaction of the caller's; false where they are counted. */
    async countDownload(id: MaterialId, identity: PersonId, at: Date): Promise<boolean> {
      if ((await MaterialDownloadModel.exists({ identity, fileId: id })) !== null) return false;
      await bulkInsert(MaterialDownloadModel, [{ _id: newId('mdl'), fileId: id, identity, at }]);
      await MaterialModel.updateOne({ _id: id }, { $inc: { downloads: 1 } });
      return true;
    },
  };
}
export type MaterialsRepository = ReturnType<typeof createMaterialsRepository>;
