/** Somebody who may be given the next lead. */
export interface RotationCandidate {
  readonly id: string;
  /** Leads that were given to them, plus the turn at which they joined. */
  readonly turn: number;
}

/**
 * Round robin: the lowest turn is next, equal turns by id, so that the choice can be repeated from its log (F-06). The
 * chosen one's turn then rises by one. Undefined when there is nobody.
 */
export function nextInRotation<T extends RotationCandidate>(candidates: readonly T[]): T | undefined {
  return candidates.reduce<T | undefined>((best, candidate) => {
    if (best === undefined || candidate.turn < best.turn) return candidate;
    return candidate.turn === best.turn && candidate.id < best.id ? candidate : best;
  }, undefined);
}
