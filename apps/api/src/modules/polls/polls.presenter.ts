import type { PollRunResult, PollRunView, PollTally, PollView } from '@stageline/contracts';
import type { PollRow, PollRunRow } from './polls.repository.ts';

export const presentTally = ({ version, people, counts }: PollTally): PollTally => ({ version, people, counts });

/** As everybody gets it: what is right is told of what is closed, results of what is shown. */
export function presentRun(row: PollRunRow): PollRunView {
  const { _id: id, pollId, number, title, questions, changeable, openedAt, closedAt, shownAt } = row;
  return {
    ...{ id, pollId, number, title, changeable },
    questions: questions.map(({ kind, text, choices, right }) => {
      const isQuiz = right.length > 0;
      return { kind, text, choices, isQuiz, ...(isQuiz && closedAt !== null && { right }) };
    }),
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    tally: shownAt === null ? null : presentTally(row),
  };
}

/** As hosts get it. */
export function presentResult(row: PollRunRow): PollRunResult {
  const { _id: id, number, openedAt, closedAt, shownAt, questions } = row;
  return {
    ...{ id, number, questions },
    openedAt: openedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    shown: shownAt !== null,
    tally: presentTally(row),
  };
}

/** @param runs of this poll, the last one first */
export function presentPoll(
  { _id: id, version, title, questions, changeable }: PollRow,
  runs: readonly PollRunRow[],
): PollView {
  return { id, version, title, questions, changeable, runs: runs.map(presentResult) };
}
