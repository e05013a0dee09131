/** Where a page of rows ended that are read by time and id, both descending. */
export interface PageBound {
  readonly at: Date;
  /** Of rows of exactly this time those whose id is smaller come. */
  readonly id: string;
}

/** The filter for the rows below a bound; the time alone bounds what is read of the index, ties are few. */
export const rowsBelow = (field: string, bound: PageBound | null): Record<string, unknown> =>
  bound === null
    ? {}
    : {
        [field]: { $lte: bound.at },
        $or: [{ [field]: { $lt: bound.at } }, { [field]: bound.at, _id: { $lt: bound.id } }],
      };
