import { ProblemError, type DomainId } from '@stageline/contracts';
import { isDuplicateKey } from '@stageline/tenancy';
import { DomainModel, type DomainRow } from './domain.model.ts';
import type { Domain } from './domains.types.ts';

/** What a look at a domain may change. */
export type DomainChange = Partial<
  Omit<Domain, 'id' | 'host' | 'zone' | 'token' | 'history' | 'version' | 'createdAt'>
>;

/** The claims of the current tenant; removed ones are kept and not read. */
export const domainsRepository = {
  /** @throws ProblemError `domain-exists` */
  async insert({ id, ...domain }: Omit<Domain, 'version'>): Promise<Domain> {
    try {
      const row = await DomainModel.create({ _id: id, ...domain, active: true, version: 1 });
      return toDomain(row.toObject());
    } catch (error) {
      throw isDuplicateKey(error) ? new ProblemError('domain-exists', { cause: error }) : error;
    }
  },

  async list(): Promise<Domain[]> {
    const rows = await DomainModel.find({ active: true }).sort({ _id: 1 }).lean();
    return rows.map(toDomain);
  },

  async find(id: DomainId): Promise<Domain | null> {
    return orNull(await DomainModel.findOne({ _id: id, active: true }).lean());
  },

  count: (): Promise<number> => DomainModel.countDocuments({ active: true }),

  /**
   * Writes what changed, and the states that were passed on the way.
   * @returns null when the claim was changed or removed since it was read
   */
  async update(domain: Domain, change: DomainChange, passed: Domain['history']): Promise<Domain | null> {
    const row = await DomainModel.findOneAndUpdate(
      { _id: domain.id, active: true, version: domain.version },
      {
        $set: { ...change, ...(change.state === 'removed' && { active: false }) },
        $inc: { version: 1 },
        ...(passed.length > 0 && { $push: { history: { $each: [...passed], $slice: -HISTORY_LENGTH } } }),
      },
      { new: true },
    ).lean();
    return orNull(row);
  },

  /** Notes that nobody looks at the current tenant's domains from now on; those that nobody looked at before stay as they are. */
  async pauseAll(now: Date): Promise<void> {
    await DomainModel.updateMany(RUNNING, { $set: { pausedAt: now }, $inc: { version: 1 } });
  },

  /** Makes one claim, or none, the one that visitors are led to. */
  async choosePrimary(id: DomainId | null): Promise<void> {
    await DomainModel.updateMany({ isPrimary: true }, { $set: { isPrimary: false }, $inc: { version: 1 } });
    if (id !== null)
      await DomainModel.updateOne({ _id: id, active: true }, { $set: { isPrimary: true }, $inc: { version: 1 } });
  },
};

/** Claims at which somebody looks from time to time. */
export const RUNNING = { active: true, nextCheckAt: { $ne: null }, pausedAt: null } as const;

/** A domain that comes and goes would grow for ever. */
const HISTORY_LENGTH = 50;

function toDomain(row: DomainRow): Domain {
  return {
    id: row._id as DomainId,
    host: row.host,
    zone: row.zone,
    token: row.token,
    state: row.state,
    holds: row.holds,
    isPrimary: row.isPrimary,
    records: row.records,
    tlsNote: row.tlsNote ?? null,
    certificate: row.certificate ?? null,
    history: row.history,
    attempts: row.attempts,
    lookingSince: row.lookingSince,
    unknownSince: row.unknownSince ?? null,
    degradedSince: row.degradedSince ?? null,
    lastCheckedAt: row.lastCheckedAt ?? null,
    nextCheckAt: row.nextCheckAt ?? null,
    createdAt: row.createdAt,
    pausedAt: row.pausedAt ?? null,
    version: row.version,
  };
}

const orNull = (row: DomainRow | null): Domain | null => (row === null ? null : toDomain(row));
