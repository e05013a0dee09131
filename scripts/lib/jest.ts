import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SetupError } from './errors.ts';
import { compileCache, inRepo, nodeBin } from './paths.ts';
import { step } from './progress.ts';
import { tryRun } from './run.ts';

/** How many tests passed and failed. A test file that could not run counts as one failed test. */
export interface Totals {
  passed: number;
  failed: number;
}

interface JestResult {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

/**
 * Runs every jest project and adds their results to `totals`.
 * @throws SetupError with jest's whole output when a test failed or was skipped.
 */
export async function runJest(title: string, totals: Totals, env: NodeJS.ProcessEnv): Promise<void> {
  await step(title, async (report) => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'stageline-jest-'));
    try {
      const resultFile = path.join(dir, 'result.json');
      let files = 0;
      const { code, output } = await tryRun(nodeBin, jestArguments(resultFile), {
        // Every browser test starts the product's processes.
        env: { ...env, NODE_COMPILE_CACHE: compileCache, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
        onLine: (line) => {
          if (/\b(PASS|FAIL)\b/.test(line)) report(`${(files += 1)} files`);
        },
      });
      const result = await readResult(resultFile);
      totals.passed += result?.numPassedTests ?? 0;
      totals.failed += result ? result.numFailedTests + result.numRuntimeErrorTestSuites : 1;
      const skipped = result ? result.numPendingTests + result.numTodoTests : 0;
      if (code !== 0) throw new SetupError(`${title} failed:\n\n${output}`);
      if (skipped > 0) throw new SetupError(`${title}: ${skipped} tests were skipped. Mend or remove them.`);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
}

function jestArguments(resultFile: string): string[] {
  return [
    // jest loads ES modules through node's vm API.
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    inRepo('node_modules/jest/bin/jest.js'),
    '--config=packages/config/jest.config.js',
    '--json',
    `--outputFile=${resultFile}`,
    // What a test bed left open when it failed has been reported by then; it must not keep the run from ending.
    '--forceExit',
  ];
}

async function readResult(file: string): Promise<JestResult | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JestResult;
  } catch {
    return undefined;
  }
}
