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
