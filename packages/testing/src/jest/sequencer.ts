import { statSync } from 'node:fs';
import testSequencer from '@jest/test-sequencer';
import { BROWSER_PROJECT, spread } from './spread.ts';

// Its types are those of its CommonJS form; as an ES module it exports the class itself.
const TestSequencer = testSequencer as unknown as typeof testSequencer.default;
type Test = Parameters<InstanceType<typeof TestSequencer>['sort']>[0][number];

/** jest's own order, the longest files first, with the browser files spread among the others. */
export default class SpreadSequencer extends TestSequencer {
  override sort(tests: Test[]): Test[] {
    const longestFirst = super.sort(tests);
    if (!Array.isArray(longestFirst)) throw new TypeError('The order of the test files is not known at once.');
    return spread(longestFirst, {
      isBrowser: ({ context }) => context.config.displayName?.name === BROWSER_PROJECT,
      // The time of the last run is known on a warm machine alone; a long file stands for a long time elsewhere.
      weight: (test) => statSync(test.path).size,
    });
  }
}
