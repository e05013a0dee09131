import { describe, expect, it } from '@jest/globals';
import type { PollRunView } from '@stageline/contracts';
import { PollStore } from './poll-store.ts';

const run = (number: number, more: Partial<PollRunView> = {}): PollRunView => ({
  id: `pru_${number}` as PollRunView['id'],
  pollId: 'pol_1' as PollRunView['pollId'],
  number,
  title: 'Poll',
  questions: [{ kind: 'single', text: 'Which?', choices: ['A', 'B'], isQuiz: false }],
  changeable: true,
  openedAt: '2026-01-01T10:00:00.000Z',
  closedAt: null,
  tally: null,
  ...more,
});
const tally = (version: number, first: number) => ({ version, people: first, counts: [[first, 0]] });
const room = () => {
  const state = { refuses: false };
  const answer = async () => {
    if (state.refuses) throw new Error('no');
  };
  return { store: new PollStore({ answer }), state };
};
const ids = (store: PollStore) => store.getSnapshot().runs.map(({ id }) => id);

describe('poll store', () => {
  it('C-11 lets no older state of what is asked replace a newer one', () => {
    const { store } = room();
    store.receive([
      { revision: 3, polls: { runs: [run(2)] } },
      { revision: 2, polls: { runs: [run(1)] } },
    ]);
    expect(ids(store)).toEqual(['pru_2']);
    store.show(1, { runs: [] });
    expect(ids(store)).toEqual(['pru_2']);
  });

  it('C-11 shows of results the newer, in whatever order they come, and only where they are shown', () => {
    const { store } = room();
    store.count({ pru_1: tally(3, 3) });
    store.show(1, { runs: [run(1, { tally: tally(2, 2) }), run(2)] });
    store.count({ pru_1: tally(1, 1), pru_2: tally(5, 5) });
    expect(store.getSnapshot().runs.map((one) => one.tally?.people ?? null)).toEqual([3, null]);
    expect(store.getTallies()['pru_2']?.people).toBe(5);
  });

  it('C-11 keeps what was answered before where an answer is refused', async () => {
    const { store, state } = room();
    await store.answer(run(1), [[0]]);
    state.refuses = true;
    await expect(store.answer(run(1), [[1]])).rejects.toThrow('no');
    store.remember({ pru_2: [[1]] });
    expect(store.getSnapshot().own).toEqual({ pru_1: [[0]], pru_2: [[1]] });
  });

  it('C-11 a question that was put away comes back with its results', () => {
    const { store } = room();
    store.show(1, { runs: [run(1)] });
    store.putAway(run(1));
    expect(ids(store)).toEqual([]);
    store.show(2, { runs: [run(1, { closedAt: '2026-01-01T10:05:00.000Z', tally: tally(1, 1) })] });
    expect(ids(store)).toEqual(['pru_1']);
  });
});
