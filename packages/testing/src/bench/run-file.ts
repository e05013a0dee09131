import { pathToFileURL } from 'node:url';
import { runCleanups } from '../jest/cleanups.ts';
import type { BenchResult } from './result.ts';

/**
 * Runs one benchmark in this process and sends its results to the one that forked it: `run-file.ts <file>`. A process for
 * each, so that none measures with the heap and the compiled code of another.
 */
const file = process.argv[2];
if (file === undefined || process.send === undefined) throw new Error('Fork me with the path of a benchmark.');
// Whoever measures alone is not to be left behind alone.
process.once('disconnect', () => process.exit(1));
const { run } = (await import(pathToFileURL(file).href)) as { run: () => Promise<BenchResult[]> };
// What a helper of the tests started ends with the benchmark, too.
const results = await run().finally(() => runCleanups(globalThis));
process.send({ results }, () => process.exit(0));
