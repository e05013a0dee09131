import type {
  ScoringSettings,
  SessionId,
  WebinarFileId,
  WebinarFilePlan,
  WebinarFileState,
  WebinarId,
} from '@stageline/contracts';
import { standardScoring } from '@stageline/domain';
import { newId } from '@stageline/platform';
import { rowsBelow, type PageBound } from '@stageline/platform/mongo';
import { bulkInsert, bulkUpsert, findRows } from '@stageline/tenancy';
import { WebinarAttendeeModel } from './attendee.model.ts';
import { WebinarFileModel, WebinarMappingModel, WebinarModel, WebinarScoringModel } from './webinar.model.ts';
import type { WebinarCounts, WebinarFileRow, WebinarRow } from './webinars.types.ts';

/** Webinars, their files and how scores come about; every call runs in the current tenant. */
export const webinarsRepository = {
  async insert(row: WebinarRow): Promise<void> {
    const { sessionId, ...rest } = row;
    // One that is missing is no value, so that the unique index does not count it.
    await bulkInsert(WebinarModel, [{ ...rest, ...(sessionId !== null && { sessionId }) }] as never[]);
  },

  async find(webinarId: WebinarId): Promise<WebinarRow | null> {
    return WebinarModel.findOne({ _id: webinarId }).lean<WebinarRow>();
  },

  async ofSession(sessionId: SessionId): Promise<WebinarRow | null> {
    return WebinarModel.findOne({ sessionId }).lean<WebinarRow>();
  },

  async latest(below: PageBound | null, limit: number): Promise<WebinarRow[]> {
    const sort = { createdAt: -1, _id: -1 } as const;
    return findRows<WebinarRow>(WebinarModel, rowsBelow('createdAt', below), { projection: {}, sort, limit });
  },

  async byIds(ids: readonly WebinarId[]): Promise<WebinarRow[]> {
    const sort = { createdAt: -1, _id: -1 } as const;
    const options = { projection: {}, sort, limit: ids.length };
    return ids.length === 0 ? [] : findRows<WebinarRow>(WebinarModel, { _id: { $in: [...ids] } }, options);
  },

  /** Those that began before then and are settled, the latest first. */
  async heldBefore(before: Date, limit: number): Promise<{ _id: WebinarId; began: Date }[]> {
    const filter = { began: { $lt: before }, settled: { $gt: 0 } };
    const options = { projection: { began: 1 }, sort: { began: -1, _id: -1 }, limit } as const;
    return findRows<{ _id: WebinarId; began: Date }>(WebinarModel, filter, options);
  },

  /** The ids of all of them. */
  async ids(): Promise<WebinarId[]> {
    return WebinarModel.distinct('_id') as unknown as Promise<WebinarId[]>;
  },

  /** Changes a webinar in something that its scores follow from: they are to be settled anew. */
  async change(webinarId: WebinarId, set: Partial<Omit<WebinarRow, '_id'>>): Promise<WebinarRow | null> {
    const change = { $set: set, $inc: { revision: 1 } };
    return WebinarModel.findOneAndUpdate({ _id: webinarId }, change, { new: true }).lean<WebinarRow>();
  },

  /** Notes numbers that follow from the rest. @returns whether nothing has changed meanwhile */
  async settle(webinarId: WebinarId, revision: number, counts: WebinarCounts): Promise<boolean> {
    const { matchedCount } = await WebinarModel.updateOne(
      { _id: webinarId, revision },
      { $set: { counts, settled: revision } },
    );
    return matchedCount > 0;
  },

  async note(webinarId: WebinarId, set: Partial<Pick<WebinarRow, 'began' | 'lasted'>>): Promise<void> {
    await WebinarModel.updateOne({ _id: webinarId }, { $set: set });
  },

  async remove(webinarId: WebinarId): Promise<void> {
    await WebinarFileModel.deleteMany({ webinarId });
    await WebinarModel.deleteOne({ _id: webinarId });
  },

  /** How many people are in each tier, and how many of them came; read off the index of tiers. */
  async tiers(webinarId: WebinarId): Promise<WebinarCounts['tiers']> {
    const rows = await WebinarAttendeeModel.aggregate<{ _id: keyof WebinarCounts['tiers']; count: number }>([
      { $match: { webinarId } },
      { $group: { _id: '$tier', count: { $sum: 1 } } },
    ]);
    const none = { hot: 0, warm: 0, cool: 0, cold: 0, 'no-show': 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ _id, count }) => [_id, count])) };
  },

  async insertFile(row: WebinarFileRow): Promise<void> {
    await bulkInsert(WebinarFileModel, [row] as never[]);
  },

  async fileWith(webinarId: WebinarId, hash: string): Promise<WebinarFileRow | null> {
    return WebinarFileModel.findOne({ webinarId, hash }).lean<WebinarFileRow>();
  },

  async file(webinarId: WebinarId, fileId: WebinarFileId): Promise<WebinarFileRow | null> {
    return WebinarFileModel.findOne({ _id: fileId, webinarId }).lean<WebinarFileRow>();
  },

  async filesOf(webinarIds: readonly WebinarId[]): Promise<WebinarFileRow[]> {
    const sort = { webinarId: 1, createdAt: 1, _id: 1 } as const;
    return findRows<WebinarFileRow>(
      WebinarFileModel,
      { webinarId: { $in: [...webinarIds] } },
      { projection: {}, sort, limit: 0 },
    );
  },

  /** Changes a file that is in one of these states, and at this reading where one is named; null where it is not. */
  async changeFile(
    fileId: WebinarFileId,
    from: { readonly states: readonly WebinarFileState[]; readonly reading?: number },
    { set, next = false }: { readonly set: Partial<Omit<WebinarFileRow, '_id'>>; readonly next?: boolean },
  ): Promise<WebinarFileRow | null> {
    const { states, reading } = from;
    const found = { _id: fileId, state: { $in: [...states] }, ...(reading !== undefined && { reading }) };
    const change = { $set: set, ...(next && { $inc: { reading: 1 } }) };
    return WebinarFileModel.findOneAndUpdate(found, change as never, { new: true }).lean<WebinarFileRow>();
  },

  async removeFile(fileId: WebinarFileId): Promise<void> {
    await WebinarFileModel.deleteOne({ _id: fileId });
  },

  async remembered(fingerprint: string): Promise<WebinarFilePlan | null> {
    const row = await WebinarMappingModel.findOne({ fingerprint }, { _id: 0, plan: 1 }).lean<{
      plan: WebinarFilePlan;
    }>();
    return row?.plan ?? null;
  },

  async remember(fingerprint: string, plan: WebinarFilePlan): Promise<void> {
    const row = { match: { fingerprint }, set: { plan }, setOnInsert: { _id: newId('evt') } };
    await bulkUpsert(WebinarMappingModel, [row] as never[]);
  },

  async scoring(): Promise<ScoringSettings> {
    const row = await WebinarScoringModel.findOne({ kind: 'site' }, { _id: 0, settings: 1 }).lean<{
      settings: ScoringSettings;
    }>();
    return row?.settings ?? standardScoring;
  },

  async setScoring(settings: ScoringSettings): Promise<void> {
    const row = { match: { kind: 'site' }, set: { settings }, setOnInsert: { _id: newId('evt') } };
    await bulkUpsert(WebinarScoringModel, [row] as never[]);
  },

  /** Every webinar's scores are to be settled anew. */
  async reviseAll(): Promise<void> {
    await WebinarModel.updateMany({}, { $inc: { revision: 1 } });
  },
};
export type WebinarsRepository = typeof webinarsRepository;
