import { ProblemError, RATING_POINTS, type PollAnswer, type PollBody } from '@stageline/contracts';

type Question = PollBody['questions'][number];

/** A place for each choice or point, and of a text one for its number of answers; nobody has answered yet. */
export const emptyCounts = (questions: readonly Question[]): number[][] =>
  questions.map(({ kind, choices }) =>
    Array.from({ length: kind === 'rating' ? RATING_POINTS : kind === 'text' ? 1 : choices.length }, () => 0),
  );

/**
 * The places of the counts that one answer takes.
 * @throws ProblemError `validation-failed` where it does not fit its question
 */
function placesOf({ kind, choices }: Question, answer: PollAnswer, at: number): readonly number[] {
  const fail = () => {
    const issue = {
      in: 'message',
      pointer: `/answers/${at}`,
      message: 'This answer does not fit the question.',
    } as const;
    throw new ProblemError('validation-failed', { issues: [issue] });
  };
  if (typeof answer === 'string') {
    if (kind !== 'text') fail();
    return answer === '' ? [] : [0];
  }
  if (kind === 'text') return answer.length === 0 ? [] : fail()!;
  if (new Set(answer).size !== answer.length) fail();
  if (kind !== 'multiple' && answer.length > 1) fail();
  if (kind === 'rating') {
    if (answer.some((points) => points < 1 || points > RATING_POINTS)) fail();
    return answer.map((points) => points - 1);
  }
  if (answer.some((place) => place >= choices.length)) fail();
  return answer;
}

/**
 * The cells of the counts, as `question.choice`, that these answers take.
 * @throws ProblemError `validation-failed` where they do not fit the questions
 */
export function cellsOf(questions: readonly Question[], answers: readonly PollAnswer[]): string[] {
  if (answers.length !== questions.length) {
    const issue = {
      in: 'message',
      pointer: '/answers',
      message: 'Please answer each question, or leave it empty.',
    } as const;
    throw new ProblemError('validation-failed', { issues: [issue] });
  }
  return questions.flatMap((question, at) => placesOf(question, answers[at]!, at).map((place) => `${at}.${place}`));
}

/** What changes where somebody has answered `after` instead of `before`. */
export function addDifference(sum: Map<string, number>, before: readonly string[], after: readonly string[]): void {
  const add = (cell: string, amount: number) => {
    const now = (sum.get(cell) ?? 0) + amount;
    if (now === 0) sum.delete(cell);
    else sum.set(cell, now);
  };
  for (const cell of before) add(cell, -1);
  for (const cell of after) add(cell, 1);
}
