import { describe, expect, it } from '@jest/globals';
import type { Question } from '@stageline/contracts';
import { type QuestionPort, QuestionStore } from './question-store.ts';

const question = (number: number, more: Partial<Question> = {}): Question => ({
  id: `qst_${number}` as Question['id'],
  authorName: 'Ada',
  text: `question ${number}`,
  askedAt: `2026-01-01T10:00:${String(number % 60).padStart(2, '0')}.000Z`,
  votes: 0,
  answered: null,
  answer: '',
  revision: number,
  ...more,
});

function room(stored: Question[]) {
  const state = { refuses: false, askedAs: [] as string[] };
  let made = 0;
  const answer = <T>(value: T): Promise<T> =>
    state.refuses ? Promise.reject(new Error('no')) : Promise.resolve(value);
  const port: QuestionPort = {
    ask: (_text, clientId) => {
      state.askedAs.push(clientId);
      return answer(question(99));
    },
    vote: () => answer(undefined),
    list: (after) => {
      const rest = stored.filter(({ revision }) => revision > after).sort((a, b) => a.revision - b.revision);
      return answer({ questions: rest.slice(0, 200), voted: after === 0 ? ['qst_1'] : [], hasMore: rest.length > 200 });
    },
    answer: () => answer(undefined),
    remove: () => answer(undefined),
  };
  return { store: new QuestionStore(port, () => `client ${(made += 1)}`), state };
}
const ids = (store: QuestionStore) => store.getSnapshot().questions.map(({ id }) => Number(id.slice(4)));

describe('question store', () => {
  it('C-09 shows open questions by their votes, the older first, then those that were answered', () => {
    const { store } = room([]);
    store.receive([
      { revision: 1, question: question(1) },
      { revision: 2, question: question(2, { votes: 2 }) },
      { revision: 3, question: question(3, { votes: 9, answered: 'live' }) },
      { revision: 4, question: question(4, { votes: 2 }), openQuestions: 3 },
    ]);
    expect(ids(store)).toEqual([2, 4, 1, 3]);
    store.receive([{ revision: 5, question: question(4, { removed: true, revision: 5 }), openQuestions: 2 }]);
    expect([ids(store), store.getOpen()]).toEqual([[2, 1, 3], 2]);
  });

  it('C-06 lets neither an older state nor an older count replace a newer one', () => {
    const { store } = room([]);
    store.receive([{ revision: 7, question: question(1, { votes: 3, revision: 7 }), openQuestions: 5 }]);
    store.receive([{ revision: 6, question: question(1, { votes: 2, revision: 6 }), openQuestions: 4 }]);
    expect([store.getSnapshot().questions[0]?.votes, store.getOpen()]).toEqual([3, 5]);
  });

  it('C-09 reads a thousand questions once, page by page, and tries again after a failure', async () => {
    const { store, state } = room(Array.from({ length: 1000 }, (_, index) => question(index + 1)));
    state.refuses = true;
    await store.read();
    expect(store.getSnapshot().state).toBe('failed');
    state.refuses = false;
    // The line is there again, and somebody asks for them at the same time.
    store.recover();
    await store.read();
    expect([store.getSnapshot().state, new Set(ids(store)).size]).toEqual(['read', 1000]);
    expect([...store.getSnapshot().voted]).toEqual(['qst_1']);
  });

  it('shows a vote at once and takes it back where it was refused', async () => {
    const { store, state } = room([]);
    const voting = store.vote(question(1), true);
    expect(store.getSnapshot().voted.has('qst_1')).toBe(true);
    await voting;
    state.refuses = true;
    await expect(store.vote(question(1), false)).rejects.toThrow();
    expect(store.getSnapshot().voted.has('qst_1')).toBe(true);
  });

  it('C-09 C-06 asks again under the same id what got no answer, and anything else under one of its own', async () => {
    const { store, state } = room([]);
    state.refuses = true;
    await expect(store.ask('What does it cost?')).rejects.toThrow();
    state.refuses = false;
    await store.ask('And when does it begin?');
    await store.ask('What does it cost?');
    await store.ask('What does it cost?');
    expect(state.askedAs).toEqual(['client 1', 'client 2', 'client 1', 'client 3']);
  });
});
