/** Somebody who may be given the next lead. */
export interface RotationCandidate {
  readonly id: string;
  /** When they were given their last one; null when never. */
  readonly lastAssignedAt: Date | null;
}

const turnOf = (candidate: RotationCandidate): number => candidate.lastAssignedAt?.getTime() ?? Number.NEGATIVE_INFINITY;

/**
 * Round robin: whoever has waited longest is next, those who were never given one first, equal waits by id, so that the
 * choice can be repeated from its log (F-06). Undefined when there is nobody.
 */
export function nextInRotation<T extends RotationCandidate>(candidates: readonly T[]): T | undefined {
  return candidates.reduce<T | undefined>((best, candidate) => {
    if (best === undefined) return candidate;
    const difference = turnOf(candidate) - turnOf(best);
    return difference < 0 || (turnOf(candidate) === turnOf(best) && candidate.id < best.id) ? candidate : best;
  }, undefined);
}
