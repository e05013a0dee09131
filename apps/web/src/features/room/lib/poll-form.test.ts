import { describe, expect, it } from '@jest/globals';
import { newPoll, pollBodyOf, valuesOf } from './poll-form.ts';

describe('poll form', () => {
  it('reads choices line by line, those with a star as right, and writes them as they were', () => {
    const values = {
      ...newPoll(),
      title: 'Quiz',
      questions: [
        { kind: 'single', text: 'Which?', choices: ' One\n* Two \n\n*\nThree' },
        { kind: 'rating', text: 'How?', choices: 'left over' },
      ] as const,
    };
    const body = pollBodyOf({ ...values, questions: [...values.questions] });
    expect(body.questions).toEqual([
      { kind: 'single', text: 'Which?', choices: ['One', 'Two', 'Three'], right: [1] },
      { kind: 'rating', text: 'How?', choices: [], right: [] },
    ]);
    expect(valuesOf(body).questions[0]?.choices).toBe('One\n* Two\nThree');
    expect(pollBodyOf(valuesOf(body))).toEqual(body);
  });
});
