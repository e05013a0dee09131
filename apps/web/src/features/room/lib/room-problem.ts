import type { Problem } from '@stageline/contracts';

/** A refusal of the room that came with a problem document. */
export class RoomProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'RoomProblem';
    this.problem = problem;
  }
}
