import type { ImportCounts, ImportId, ImportKey, ImportMapping, ImportState } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { bulkInsert, bulkUpsert, findRows } from '@stageline/tenancy';
import { ImportChunkModel, ImportMappingModel, ImportModel } from './import.model.ts';
import type { ChunkEntry, ImportRow } from './imports.types.ts';

const LISTED = 20;
const NOTHING: ImportCounts = { rows: 0, created: 0, changed: 0, unchanged: 0, wrong: 0 };

/** Reads and writes of imports; every call runs in the current tenant. */
export function createImportsRepository() {
  return {
    async insert(row: ImportRow): Promise<void> {
      await bulkInsert(ImportModel, [row] as never[]);
    },

    async find(importId: ImportId): Promise<ImportRow | null> {
      return ImportModel.findOne({ _id: importId }).lean<ImportRow>();
    },

    async latest(): Promise<ImportRow[]> {
      return ImportModel.find().sort({ createdAt: -1, _id: -1 }).limit(LISTED).lean<ImportRow[]>();
    },

    /** Some of the imports that began before `before`, oldest first. */
    async olderThan(before: Date, limit: number): Promise<ImportId[]> {
      const rows = await ImportModel.find({ createdAt: { $lt: before } }, { _id: 1 })
        .sort({ createdAt: 1, _id: 1 })
        .limit(limit)
        .lean<{ _id: ImportId }[]>();
      return rows.map(({ _id }) => _id);
    },

    /** Forgets an import and what its ledger says of it; the leads stay. */
    async remove(importId: ImportId): Promise<void> {
      await ImportChunkModel.deleteMany({ importId });
      await ImportModel.deleteOne({ _id: importId });
    },

    /** Changes an import that is in one of these states; null where it is not. */
    async change(
      importId: ImportId,
      from: readonly ImportState[],
      set: Partial<Omit<ImportRow, '_id'>>,
    ): Promise<ImportRow | null> {
      const found = { _id: importId, state: { $in: [...from] } };
      return ImportModel.findOneAndUpdate(found, { $set: set }, { new: true }).lean<ImportRow>();
    },

    /** Notes that the job of a chunk has failed for good, while the import runs. */
    async addDead(importId: ImportId, chunk: number): Promise<void> {
      await ImportModel.updateOne({ _id: importId, state: 'running' }, { $addToSet: { deadChunks: chunk } });
    },

    /** Takes that back: the chunk was written after all. */
    async removeDead(importId: ImportId, chunk: number): Promise<void> {
      await ImportModel.updateOne({ _id: importId }, { $pull: { deadChunks: chunk } });
    },

    async hasChunk(importId: ImportId, chunk: number): Promise<boolean> {
      return (await ImportChunkModel.exists({ importId, chunk })) !== null;
    },

    /** Notes in the caller's transaction that a chunk is written; a second entry ends the transaction. */
    async addChunk(entry: ChunkEntry): Promise<void> {
      await bulkInsert(ImportChunkModel, [{ _id: newId('evt'), ...entry }] as never[]);
    },

    async countChunks(importId: ImportId): Promise<number> {
      return ImportChunkModel.countDocuments({ importId });
    },

    /** The numbers of the chunks that are written. */
    async chunkNumbers(importId: ImportId): Promise<Set<number>> {
      const projection = { _id: 0, chunk: 1 } as const;
      const sort = { importId: 1, chunk: 1 } as const;
      const entries = await findRows<Pick<ChunkEntry, 'chunk'>>(
        ImportChunkModel,
        { importId },
        { projection, sort, limit: 0 },
      );
      return new Set(entries.map(({ chunk }) => chunk));
    },

    async chunk(importId: ImportId, chunk: number): Promise<ChunkEntry | null> {
      return ImportChunkModel.findOne({ importId, chunk }).lean<ChunkEntry>();
    },

    /** What has been written of each of these imports. */
    async written(importIds: readonly ImportId[]): Promise<Map<ImportId, ImportCounts & { chunks: number }>> {
      const projection = { _id: 0, importId: 1, created: 1, changed: 1, unchanged: 1, wrong: 1 } as const;
      const entries = await findRows<ChunkEntry>(
        ImportChunkModel,
        { importId: { $in: [...importIds] } },
        { projection, sort: { importId: 1, chunk: 1 }, limit: 0 },
      );
      const sums = new Map(importIds.map((id) => [id, { ...NOTHING, chunks: 0 }]));
      for (const { importId, created, changed, unchanged, wrong } of entries) {
        const sum = sums.get(importId)!;
        sum.created += created;
        sum.changed += changed;
        sum.unchanged += unchanged;
        sum.wrong += wrong;
        sum.rows += created + changed + unchanged + wrong;
        sum.chunks += 1;
      }
      return sums;
    },

    async remembered(fingerprint: string): Promise<{ mapping: ImportMapping; key: ImportKey } | null> {
      return ImportMappingModel.findOne({ fingerprint }, { _id: 0, mapping: 1, key: 1 }).lean<{
        mapping: ImportMapping;
        key: ImportKey;
      }>();
    },

    async remember(fingerprint: string, mapping: ImportMapping, key: ImportKey): Promise<void> {
      const row = { match: { fingerprint }, set: { mapping, key }, setOnInsert: { _id: newId('evt') } };
      await bulkUpsert(ImportMappingModel, [row] as never[]);
    },
  };
}
export type ImportsRepository = ReturnType<typeof createImportsRepository>;
