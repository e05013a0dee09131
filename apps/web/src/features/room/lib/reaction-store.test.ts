import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { ReactionStore, RISES_MS } from './reaction-store.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());
const store = () => new ReactionStore({ react: async () => undefined });

it('C-09 what the room counted is shown as it is, a few of it rise, and nothing that came before we did', () => {
  const reactions = store();
  reactions.enter({ heart: 40 });
  expect(reactions.getSnapshot()).toEqual({ counts: { heart: 40 }, rising: [] });
  reactions.receive({ heart: 42, like: 1 });
  reactions.receive({ heart: 41 });
  expect(reactions.getSnapshot().counts).toEqual({ heart: 42, like: 1 });
  expect(reactions.getSnapshot().rising.map(({ reaction }) => reaction)).toEqual(['heart', 'heart', 'like']);
  jest.advanceTimersByTime(RISES_MS);
  expect(reactions.getSnapshot()).toEqual({ counts: { heart: 42, like: 1 }, rising: [] });
});

it('P11 however many come, few rise at once', () => {
  const reactions = store();
  for (let n = 1; n < 100; n += 1) reactions.receive({ heart: n * 500, laugh: n * 300 });
  expect(reactions.getSnapshot().counts).toEqual({ heart: 49_500, laugh: 29_700 });
  expect(reactions.getSnapshot().rising).toHaveLength(20);
  jest.advanceTimersByTime(RISES_MS);
  expect(reactions.getSnapshot().rising).toEqual([]);
});
