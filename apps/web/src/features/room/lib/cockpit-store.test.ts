import { describe, expect, it } from '@jest/globals';
import type { CockpitViewer } from '@stageline/contracts';
import { CockpitStore } from './cockpit-store.ts';

function made(known: readonly string[]) {
  const asked: (readonly string[])[] = [];
  const runs: (() => void)[] = [];
  let [now, isAway] = [0, false];
  const load = async (ids: readonly string[]) => {
    asked.push(ids);
    if (isAway) throw new Error('away');
    return ids.filter((id) => known.includes(id)).map((personId) => ({ personId }) as CockpitViewer);
  };
  const store = new CockpitStore(load, { clock: () => now, later: (run) => void runs.push(run) });
  return {
    store,
    asked,
    advance: (ms: number) => void (now += ms),
    setAway: (away: boolean) => void (isAway = away),
    /** Runs what was put off, and waits until its answer is taken in. */
    async settle() {
      for (const run of runs.splice(0)) run();
      // Its answer is there at once; what follows from it takes a few turns.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
  };
}

describe('the cockpit', () => {
  it('asks once for all rows that are on the screen, and not again within a minute', async () => {
    const { store, asked, settle, advance } = made(['a', 'b']);
    store.look(['a', 'x']);
    // Scrolled on before anything was asked.
    store.look(['a', 'b', 'x']);
    await settle();
    expect(asked).toEqual([['a', 'b', 'x']]);
    expect([...store.getSnapshot().keys()]).toEqual(['a', 'b']);
    store.look(['a', 'b', 'x']);
    await settle();
    expect(asked).toHaveLength(1);
    store.look(['b', 'c']);
    await settle();
    expect(asked[1]).toEqual(['c']);
    advance(60_000);
    store.look(['b', 'c']);
    await settle();
    expect(asked[2]).toEqual(['b', 'c']);
  });

  it('never asks for more than fifty, and again after a failure', async () => {
    const ids = Array.from({ length: 70 }, (_, index) => `p${index}`);
    const { store, asked, settle, setAway } = made(ids);
    setAway(true);
    store.look(ids);
    await settle();
    expect(store.getSnapshot().size).toBe(0);
    setAway(false);
    store.look(ids);
    await settle();
    store.look(ids);
    await settle();
    expect(asked.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(store.getSnapshot().size).toBe(70);
  });
});
