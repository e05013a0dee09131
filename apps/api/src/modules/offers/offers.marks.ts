import type { OfferCounts, PersonId } from '@stageline/contracts';

/** What somebody did with an offer. */
export type OfferMark = 'shown' | 'clicked' | 'dismissed';

/** The instants of what one person did; whoever clicks or puts away has seen it. */
export interface Marked {
  readonly shownAt: Date;
  readonly clickedAt?: Date;
  readonly dismissedAt?: Date;
}

/** What a number of marks changes, where each counts once per person. */
export interface MarkChanges {
  readonly added: ReadonlyMap<PersonId, Marked>;
  readonly changed: ReadonlyMap<PersonId, Marked>;
  /** Who clicked for the first time. */
  readonly clicked: readonly PersonId[];
  readonly raised: OfferCounts;
}

/** @param known what is stored of these people */
export function applyMarks(
  known: ReadonlyMap<PersonId, Marked>,
  marks: readonly { readonly identity: PersonId; readonly mark: OfferMark }[],
  now: Date,
): MarkChanges {
  const added = new Map<PersonId, Marked>();
  const changed = new Map<PersonId, Marked>();
  const clicked: PersonId[] = [];
  let dismissed = 0;
  for (const { identity, mark } of marks) {
    const before = changed.get(identity) ?? added.get(identity) ?? known.get(identity);
    const field = mark === 'clicked' ? 'clickedAt' : mark === 'dismissed' ? 'dismissedAt' : 'shownAt';
    if (before?.[field] !== undefined) continue;
    const after = { shownAt: now, ...before, [field]: now };
    (known.has(identity) ? changed : added).set(identity, after);
    if (mark === 'clicked') clicked.push(identity);
    if (mark === 'dismissed') dismissed += 1;
  }
  return { added, changed, clicked, raised: { shown: added.size, clicked: clicked.length, dismissed } };
}
