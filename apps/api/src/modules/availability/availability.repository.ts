import type { AvailabilityBody, AvailabilityView, CallTypeBody, CallTypeId, MembershipId } from '@stageline/contracts';
import { bulkInsert, findRows, isDuplicateKey } from '@stageline/tenancy';
import { availability as contract } from '@stageline/contracts';
import { AvailabilityModel, CallTypeModel } from './availability.model.ts';

export interface CallType extends CallTypeBody {
  readonly _id: CallTypeId;
  readonly version: number;
}
export interface StoredAvailability extends AvailabilityView {
  readonly _id: MembershipId;
}

const TYPE_FIELDS = { tenantId: 0 } as const;
const FIELDS = {
  version: 1,
  isActive: 1,
  timeZone: 1,
  week: 1,
  overrides: 1,
  maxPerDay: 1,
  maxPerWeek: 1,
} as const;

/** Reads and writes of when members take calls; every call runs in the current tenant. */
export const availabilityRepository = {
  async find(id: MembershipId): Promise<StoredAvailability | null> {
    return AvailabilityModel.findOne({ _id: id }, FIELDS).lean<StoredAvailability>();
  },

  /** Those of them who take calls. */
  async active(ids: readonly MembershipId[]): Promise<StoredAvailability[]> {
    const filter = { _id: { $in: [...ids] }, isActive: true };
    return findRows(AvailabilityModel, filter, { projection: FIELDS, sort: { _id: 1 }, limit: 0 });
  },

  /** @returns false where it has another version by now */
  async save(id: MembershipId, version: number, body: AvailabilityBody): Promise<boolean> {
    const set = { ...body, version: version + 1 };
    if (version > 0) {
      const { matchedCount } = await AvailabilityModel.updateOne({ _id: id, version }, { $set: set } as never);
      return matchedCount === 1;
    }
    const { inserted } = await bulkInsert(AvailabilityModel, [{ _id: id, ...set } as never]);
    return inserted === 1;
  },
};

/** Reads and writes of kinds of calls. */
export const callTypesRepository = {
  async list(): Promise<CallType[]> {
    return CallTypeModel.find({}, TYPE_FIELDS).sort({ _id: 1 }).limit(contract.MAX_CALL_TYPES).lean<CallType[]>();
  },
  async find(id: CallTypeId): Promise<CallType | null> {
    return CallTypeModel.findOne({ _id: id }, TYPE_FIELDS).lean<CallType>();
  },
  async findBySlug(slug: string): Promise<CallType | null> {
    return CallTypeModel.findOne({ slug }, TYPE_FIELDS).lean<CallType>();
  },
  async count(): Promise<number> {
    return CallTypeModel.countDocuments({});
  },
  /** @returns false where its address is taken */
  async insert(type: CallType): Promise<boolean> {
    const { inserted } = await bulkInsert(CallTypeModel, [type as never]);
    return inserted === 1;
  },
  /** @returns null where it has another version by now; `taken` where its address is another one's */
  async change(id: CallTypeId, version: number, body: CallTypeBody): Promise<CallType | null | 'taken'> {
    const change = { $set: { ...body, version: version + 1 } } as never;
    try {
      return await CallTypeModel.findOneAndUpdate({ _id: id, version }, change, {
        new: true,
        projection: TYPE_FIELDS,
      }).lean<CallType>();
    } catch (error) {
      if (isDuplicateKey(error)) return 'taken';
      throw error;
    }
  },
};
