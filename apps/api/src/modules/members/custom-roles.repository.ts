import { Permission, type RoleId } from '@stageline/contracts';
import { CustomRoleModel } from './custom-role.model.ts';

export interface CustomRoleRow {
  readonly id: RoleId;
  readonly version: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const FIELDS = { version: 1, name: 1, permissions: 1 } as const;
const nameKeyOf = (name: string): string => name.normalize('NFKC').toLowerCase();

/** Reads and writes the roles that the current tenant has defined. */
export const customRolesRepository = {
  async list(): Promise<CustomRoleRow[]> {
    const rows = await CustomRoleModel.find({}, FIELDS).sort({ _id: 1 }).lean();
    return rows.map((row) => toRole(row) as CustomRoleRow);
  },
  async findMany(ids: readonly RoleId[]): Promise<CustomRoleRow[]> {
    const rows = await CustomRoleModel.find({ _id: { $in: [...ids] } }, FIELDS).lean();
    return rows.map((row) => toRole(row) as CustomRoleRow);
  },
  async find(id: RoleId): Promise<CustomRoleRow | null> {
    return toRole(await CustomRoleModel.findOne({ _id: id }, FIELDS).lean());
  },
  async count(): Promise<number> {
    return CustomRoleModel.countDocuments({});
  },
  /** @throws a duplicate-key error when the name is taken */
  async insert({ id, permissions, ...role }: CustomRoleRow, now: Date): Promise<void> {
    const nameKey = nameKeyOf(role.name);
    await CustomRoleModel.create([{ _id: id, ...role, nameKey, permissions: [...permissions], createdAt: now }]);
  },
  /** @returns the role as it is now, null when it is gone or has another version. @throws as `insert` */
  async update(
    id: RoleId,
    version: number,
    { name, permissions }: Pick<CustomRoleRow, 'name' | 'permissions'>,
  ): Promise<CustomRoleRow | null> {
    const $set = { name, nameKey: nameKeyOf(name), permissions: [...permissions] };
    const change = { $set, $inc: { version: 1 } };
    const options = { new: true, projection: FIELDS };
    return toRole(await CustomRoleModel.findOneAndUpdate({ _id: id, version }, change, options).lean());
  },
  async remove(id: RoleId): Promise<void> {
    await CustomRoleModel.deleteOne({ _id: id });
  },
  /** Writes to a role without changing it: two transactions that both rely on it cannot both commit. */
  async hold(ids: readonly RoleId[], now: Date): Promise<number> {
    const { matchedCount } = await CustomRoleModel.updateMany({ _id: { $in: [...ids] } }, { $set: { heldAt: now } });
    return matchedCount;
  },
};

/** A permission that this version no longer knows allows nothing. */
function toRole(row: unknown): CustomRoleRow | null {
  if (row === null) return null;
  const { _id, version, name, permissions } = row as {
    _id: RoleId;
    version: number;
    name: string;
    permissions: string[];
  };
  const known = permissions.filter((permission): permission is Permission => Permission.safeParse(permission).success);
  return { id: _id, version, name, permissions: known };
}
