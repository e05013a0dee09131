import type { LineEntry, LineSnapshot } from '@stageline/contracts';

/** What a page shows of the line. */
export interface LineView {
  /** Newest first, each position once. */
  readonly entries: readonly LineEntry[];
  readonly total: number;
  /** Positions that arrived after the page did, for the highlight. */
  readonly fresh: ReadonlySet<number>;
  /** Batches that have arrived, so that one after another moves the line anew, and how many entries the last one pushed in. */
  readonly step: number;
  readonly pushed: number;
  /** Entries that changed, by position: what is told late as it was before is shown as it is now. */
  readonly changed: ReadonlyMap<number, LineEntry>;
}
export interface LineDelta {
  readonly entries: readonly LineEntry[];
  readonly total: number;
}

export const initialLine = (snapshot: LineSnapshot, limit: number): LineView => ({
  entries: snapshot.entries.slice(0, limit),
  total: snapshot.total,
  fresh: new Set(),
  step: 0,
  pushed: 0,
  changed: new Map(),
});

/** Puts new members on top; what is known already stays as it is, so that a repeated delta changes nothing. */
export function advanceLine(view: LineView, delta: LineDelta, limit: number): LineView {
  const known = new Set(view.entries.map((entry) => entry.position));
  const added = delta.entries
    .filter((entry) => !known.has(entry.position))
    .map((entry) => view.changed.get(entry.position) ?? entry);
  if (added.length === 0 && delta.total === view.total) return view;
  const entries = [...added, ...view.entries].sort((a, b) => b.position - a.position).slice(0, limit);
  const shown = new Set(entries.map((entry) => entry.position));
  const fresh = new Set(
    [...view.fresh, ...added.map((entry) => entry.position)].filter((position) => shown.has(position)),
  );
  return {
    ...view,
    entries,
    total: Math.max(delta.total, view.total),
    fresh,
    step: view.step + 1,
    pushed: added.length,
  };
}

/** Shows entries as they are from now on. */
export function changeLine(view: LineView, { entries: changes, total }: LineDelta): LineView {
  const changed = new Map([...view.changed, ...changes.map((entry) => [entry.position, entry] as const)]);
  return { ...view, total, changed, entries: view.entries.map((entry) => changed.get(entry.position) ?? entry) };
}
