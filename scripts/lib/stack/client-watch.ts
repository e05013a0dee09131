import { spawn } from 'node:child_process';
import path from 'node:path';
import { killWithParent } from '@stageline/platform/embedded';
import { inRepo } from '../paths.ts';

/** Rebuilds the client whenever one of its sources changes; its output goes to the terminal. Ends with this process. */
export function watchClient(): void {
  const env = { ...process.env, PATH: `${inRepo('node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` };
  const child = spawn('npm', ['run', '--silent', 'build:watch'], {
    cwd: inRepo('apps/web'),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (child.pid !== undefined) killWithParent(child.pid);
}
