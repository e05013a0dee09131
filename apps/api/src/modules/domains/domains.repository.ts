import { ProblemError, type DomainId } from '@stageline/contracts';
import { DomainModel } from './domain.model.ts';
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
      return toDomain(row.toObject()) as Domain;
    } catch (error) {
      throw (error as { code?: unknown }).code === 11_000 ? new ProblemError('domain-exists', { cause: error }) : error;
    }
  },

  async list(): Promise<Domain[]> {
    const rows = await DomainModel.find({ active: true }).sort({ _id: 1 }).lean();
    return rows.map((row) => toDomain(row) as Domain);
  },

  async find(id: DomainId): Promise<Domain | null> {
    return toDomain(await DomainModel.findOne({ _id: id, active: true }).lean());
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
    return toDomain(row);
  },

  /** Makes one claim, or none, the one that visitors are led to. */
  async choosePrimary(id: DomainId | null): Promise<void> {
    await DomainModel.updateMany({ isPrimary: true }, { $set: { isPrimary: false }, $inc: { version: 1 } });
    if (id !== null)
      await DomainModel.updateOne({ _id: id, active: true }, { $set: { isPrimary: true }, $inc: { version: 1 } });
  },
};

/** A domain that comes and goes would grow for ever. */
const HISTORY_LENGTH = 50;

function toDomain(row: unknown): Domain | null {
  if (row === null) return null;
  const {
    _id,
    tenantId: _tenantId,
    active: _active,
    ...rest
  } = row as { _id: string; tenantId?: string; active?: boolean };
  return { id: _id, ...rest } as unknown as Domain;
}
