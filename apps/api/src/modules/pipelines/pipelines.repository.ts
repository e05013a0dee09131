import { DEFAULT_PIPELINE, type PipelineId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { PipelineModel } from './pipeline.model.ts';
import { defaultPipeline, type Pipeline } from './pipelines.types.ts';

const FIELDS = { _id: 0, key: 1, version: 1, name: 1, stages: 1, formerStages: 1, removedAt: 1, origin: 1 } as const;

/** What two names have in common that a reader could not tell apart; the default's own name is nobody's. */
const nameKeyOf = (name: string | null): string => (name === null ? '' : name.normalize('NFKC').toLowerCase());

/** Reads and writes of pipelines; every call runs in the current tenant. */
export const pipelinesRepository = {
  /** All that there ever were, oldest first, without the default one where it is still as every site begins. */
  async list(): Promise<Pipeline[]> {
    const rows = await PipelineModel.find({}, FIELDS).sort({ key: 1 }).lean();
    return rows.map(toPipeline);
  },

  /** Null for an unknown one and one that was removed; the default one is always there. */
  async find(id: PipelineId): Promise<Pipeline | null> {
    const row = await PipelineModel.findOne({ key: id, removedAt: null }, FIELDS).lean();
    if (row !== null) return toPipeline(row);
    return id === DEFAULT_PIPELINE ? defaultPipeline : null;
  },

  /** @throws a duplicate-key error when the name is taken */
  async insert({ id, ...pipeline }: Pipeline, now: Date): Promise<void> {
    const rowId = id === DEFAULT_PIPELINE ? newId('pip') : id;
    const nameKey = nameKeyOf(pipeline.name);
    await PipelineModel.create([{ _id: rowId, key: id, ...(pipeline as object), nameKey, createdAt: now }] as never);
  },

  /** @returns false when it has another version by now. @throws as `insert` */
  async replace({ id, version, name, stages, formerStages }: Pipeline, seen: number): Promise<boolean> {
    const $set = { version, name, nameKey: nameKeyOf(name), stages, formerStages };
    const { modifiedCount } = await PipelineModel.updateOne({ key: id, version: seen }, { $set } as never);
    return modifiedCount === 1;
  },

  /** Its name is free from then on. */
  async remove(id: PipelineId, now: Date): Promise<void> {
    await PipelineModel.updateOne({ key: id }, { $set: { removedAt: now, nameKey: id } });
  },
};

function toPipeline(row: unknown): Pipeline {
  const { key, ...rest } = row as Omit<Pipeline, 'id'> & { key: PipelineId };
  return { ...rest, id: key };
}
