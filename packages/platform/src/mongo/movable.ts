import { findRows } from '@stageline/tenancy';

/** Records that belong to one owner and can be given to another, and back. */
export interface Movable {
  /**
   * Gives everything to another, at most `limit`; a record that the other has already, by the fields that make it unique, stays.
   * @returns the ids of what was given
   */
  move(from: string, to: string, limit: number): Promise<string[]>;
  /** Gives these back, as far as `holder` still has them. */
  moveBack(ids: readonly string[], holder: string, to: string): Promise<void>;
}

type Row = Readonly<Record<string, unknown>> & { readonly _id: string };

/**
 * Records of a model by the field that says whose they are; each call runs in the current tenant and in the caller's transaction.
 * @param field covered by an index
 * @param unique fields that, with the owner, no two records share
 */
export function movable(model: Parameters<typeof findRows>[0], field: string, unique: readonly string[] = []): Movable {
  const set = (owner: string) => ({ $set: { [field]: owner } });
  const projection = Object.fromEntries(['_id', ...unique].map((name) => [name, 1 as const]));
  const keyOf = (row: Row) => JSON.stringify(unique.map((name) => row[name]));

  /** What of `rows` the other has already. */
  async function taken(rows: readonly Row[], owner: string): Promise<ReadonlySet<string>> {
    if (unique.length === 0 || rows.length === 0) return new Set();
    const among = unique.map((name) => [name, { $in: [...new Set(rows.map((row) => row[name]))] }]);
    const filter = { [field]: owner, ...Object.fromEntries(among) };
    const theirs = await findRows<Row>(model, filter, { projection, sort: { [field]: 1 }, limit: rows.length });
    return new Set(theirs.map(keyOf));
  }

  return {
    async move(from, to, limit) {
      const rows = await findRows<Row>(model, { [field]: from }, { projection, sort: { [field]: 1 }, limit });
      const theirs = await taken(rows, to);
      const ids = rows.filter((row) => !theirs.has(keyOf(row))).map(({ _id }) => _id);
      if (ids.length > 0) await model.updateMany({ _id: { $in: ids } }, set(to));
      return ids;
    },
    async moveBack(ids, holder, to) {
      if (ids.length > 0) await model.updateMany({ _id: { $in: [...ids] }, [field]: holder }, set(to));
    },
  };
}
