import type { Problem } from '@stageline/contracts';
import { describeProblem } from '../../../shared/lib/problem-texts.ts';

/** A refusal of the room that came with a problem document. */
export class RoomProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(describeProblem(problem));
    this.name = 'RoomProblem';
    this.problem = problem;
  }
}

/** What to say about something that failed; nothing where it has no words of its own. */
export function problemWords(error: unknown): string | undefined {
  const { problem } = (error ?? {}) as { problem?: Problem };
  if (problem !== undefined) return describeProblem(problem);
  return error instanceof Error ? error.message : undefined;
}
